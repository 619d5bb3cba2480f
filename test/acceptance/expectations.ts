import { expect } from "vitest";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import { rowsOf, type Shown } from "./surfaces.ts";

export const queuedStale = "Not started within its expected window. Review recommended.";
export const runningStale = "Running past its expected window. Review recommended.";

/** What comforts the reader of a run that goes its way, and may not be said of one that is past its window. */
export const reassurance =
  /starts shortly|in progress|not started yet|working|so far|still within|no follow-up|^within its|processed|parts done|reading|waiting in its queue/i;
/** What nobody can know of a run that is silent. */
const overclaim = /orphan|lost|crash|dead|gone|gave up|completed|succeeded|did not complete|failed/i;

/** Everything a row says to a person about how its run stands. */
export function wordsOf(row: RunAnswer): string[] {
  return [
    row.headline,
    row.progress.label,
    row.duration.label,
    row.state.label,
    row.freshnessLabel,
    row.actionability.label,
    row.reason?.text ?? "",
    row.waiting?.label ?? "",
  ];
}

/** Stale is said alike on every surface, and nothing anywhere comforts or claims to know what became of it. */
export function expectStale(shown: Shown, headline: string): void {
  const rows = rowsOf(shown);
  expect(Object.keys(rows)).toEqual(["hint", "list", "detail", "decision", "overview", "dashboard"]);
  for (const [surface, row] of Object.entries(rows)) {
    expect({ surface, ...row }).toMatchObject({
      surface,
      status: headline === queuedStale ? "queued" : "running",
      freshness: "likely_stale",
      problemClass: "active_stale_attention",
      headline,
      progress: { kind: "none" },
      duration: { insight: "past_window" },
      state: { label: "Overdue" },
      needsAttention: true,
      waiting: null,
    });
    for (const words of wordsOf(row)) {
      expect(words, surface).not.toMatch(reassurance);
      expect(words, surface).not.toMatch(overclaim);
    }
  }
}

export function expectFresh(shown: Shown, expected: object): void {
  const rows = rowsOf(shown);
  expect(Object.keys(rows)).toEqual(["hint", "list", "detail", "overview", "dashboard"]);
  for (const [surface, row] of Object.entries(rows)) {
    expect({ surface, ...row }).toMatchObject({
      surface,
      freshness: "fresh_active",
      problemClass: "none",
      needsAttention: false,
      staleLineage: false,
      reason: null,
      ...expected,
    });
    for (const words of wordsOf(row)) expect(words, surface).not.toMatch(/past its|review|overdue|stale/i);
  }
}

/** An ended run has left the hint, and every surface that still shows it says the same of its end. */
export function expectEnded(shown: Shown, expected: object): void {
  const { hint, ...others } = rowsOf(shown);
  expect(hint).toBeUndefined();
  expect(Object.keys(others)).toEqual(expect.arrayContaining(["list", "detail", "overview", "dashboard"]));
  for (const [surface, row] of Object.entries(others)) {
    expect({ surface, ...row }).toMatchObject({
      surface,
      status: "completed",
      progress: { kind: "none" },
      ...expected,
    });
    for (const words of [row.headline, row.progress.label, row.waiting?.label ?? ""]) {
      expect(words, surface).not.toMatch(reassurance);
    }
  }
  expect(shown.detail.decisionZone).toMatchObject({ isCurrentlyActive: false, isReconciled: true });
}
