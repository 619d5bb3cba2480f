import { expect } from "vitest";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import { rowsOf, type Shown } from "./surfaces.ts";

export const queuedStale = "Not started within its expected window. Review recommended.";
export const runningStale = "Running past its expected window. Review recommended.";

/** Reassuring words for a run within its window, forbidden for one past it. */
export const reassurance =
  /starts shortly|in progress|not started yet|working|so far|still within|no follow-up|^within its|processed|parts done|reading|waiting in its queue/i;
/** Claims that cannot be known about a stale run. */
const overclaim = /orphan|lost|crash|dead|gone|gave up|completed|succeeded|did not complete|failed/i;

/** All texts of a row about the state of its run. */
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

/** Every surface shows the run as stale, without reassurance or unproven claims. */
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

/** An ended run is not in the activity hint, and all other surfaces agree on its end. */
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
