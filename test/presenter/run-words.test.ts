import { describe, expect, expectTypeOf, it } from "vitest";
import { deriveDuration } from "../../shared/derived/duration.ts";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { cancelledEnd } from "../../shared/ledger/cancelled-end.ts";
import { durationLabelOf } from "../../shared/presenter/duration-label.ts";
import { headlineOf } from "../../shared/presenter/headline.ts";
import { loadTexts } from "../../shared/presenter/locale.ts";
import type { Words } from "../../shared/presenter/locales/en.ts";
import { progressLabelOf } from "../../shared/presenter/progress-label.ts";
import { failuresOf } from "../../shared/presenter/run-words.ts";
import type { PhaseKey } from "../../shared/run/phases.ts";
import type { Run } from "../../shared/run/run.ts";
import type { Freshness } from "../../shared/run/verdicts.ts";
import { aRun, lifecycle, NOW, reconciledBy, secondsAgo } from "../derived/runs.ts";

await loadTexts("de");

const review = { type: "environment_review", id: "r1" };

function ended(outcome: Run["outcome"], context: Run["context"] = {}): Run {
  return aRun({ status: "completed", outcome, completedAt: NOW.toISOString(), context });
}
function cancelled(isConfirmed: boolean): Run {
  const { source, reasonCode, failures } = cancelledEnd({ by: "manager", at: NOW.toISOString() }, isConfirmed);
  return { ...ended("failed"), endedBy: { source, reasonCode }, failures: [...(failures ?? [])] };
}
const judged = (freshness: Freshness, isCurrentFollowUp = true) => ({
  freshness,
  actionability: { isCurrentFollowUp },
});
const headlinesOf = (run: Run, related?: typeof review) =>
  (["en", "de"] as const).map((locale) =>
    headlineOf(run, judged(deriveFreshness(run, lifecycle, NOW)), related, locale),
  );

describe("the headline", () => {
  it.each([
    ["queued", aRun(), "Queued.", "Eingeplant."],
    ["running", aRun({ status: "running", startedAt: secondsAgo(900) }), "In progress.", "Wird ausgeführt."],
    [
      "queued for too long",
      aRun({ createdAt: secondsAgo(421) }),
      "Not started within its expected window. Review recommended.",
      "Nicht im erwarteten Zeitfenster gestartet. Prüfung empfohlen.",
    ],
    [
      "running for too long",
      aRun({ status: "running", startedAt: secondsAgo(901) }),
      "Running past its expected window. Review recommended.",
      "Läuft länger als das erwartete Zeitfenster. Prüfung empfohlen.",
    ],
    ["succeeded", ended("succeeded"), "Completed successfully.", "Erfolgreich abgeschlossen."],
    [
      "previewed",
      ended("succeeded", { mode: "preview" }),
      "Preview ready, nothing was changed.",
      "Vorschau bereit, nichts wurde geändert.",
    ],
    ["in part", ended("partially_succeeded"), "Partially completed.", "Teilweise abgeschlossen."],
    ["blocked", ended("blocked"), "Blocked.", "Blockiert."],
    ["failed", ended("failed"), "Failed.", "Fehlgeschlagen."],
    ["cancelled", cancelled(true), "Cancelled.", "Abgebrochen."],
    [
      "cancelled without confirmation by its worker",
      cancelled(false),
      "Cancelled. It is not confirmed that the work stopped.",
      "Abgebrochen. Es ist nicht bestätigt, dass die Arbeit angehalten wurde.",
    ],
    [
      "closed for its age",
      ended("failed", { reconciliation: reconciledBy("run.stale_running") }),
      "Closed after its expected window.",
      "Nach Ablauf des erwarteten Zeitfensters beendet.",
    ],
    [
      "ended by the bridge",
      ended("failed", { reconciliation: reconciledBy("run.queue_failure_bridge") }),
      "Failed after the last delivery attempt.",
      "Nach dem letzten Zustellversuch fehlgeschlagen.",
    ],
    [
      "ambiguous to its adapter",
      ended("blocked", {
        reconciliation: reconciledBy("review_compose.lineage_ambiguous", "attention_required"),
      }),
      "The result could not be confirmed. Review required.",
      "Das Ergebnis konnte nicht bestätigt werden. Prüfung erforderlich.",
    ],
  ] as const)("of a run that is %s is exact and calm", (_state, run, en, de) => {
    expect(headlinesOf(run)).toEqual([en, de]);
  });

  it("of an active run of an uncovered type is neutral", () => {
    const run = aRun({ status: "running", startedAt: secondsAgo(1e6) });
    expect(headlineOf(run, judged("unknown"), undefined, "en")).toBe("Active.");
    expect(headlineOf(run, judged("unknown"), undefined, "de")).toBe("Aktiv.");
  });

  it("of a reused review mentions it only to authorized readers", () => {
    const proved = ended("succeeded", {
      reconciliation: reconciledBy("review_compose.matching_review_ready", "reconciled_succeeded"),
    });
    expect(headlinesOf(proved, review)).toEqual([
      "The review is already available.",
      "Die Überprüfung ist bereits verfügbar.",
    ]);
    expect(headlinesOf(proved)).toEqual(headlinesOf(ended("succeeded")));
    expect(headlinesOf(ended("succeeded"), review)).toEqual(headlinesOf(ended("succeeded")));
  });
});

describe("the words of progress", () => {
  it("exist for every phase at compile time", () => {
    expectTypeOf<PhaseKey>().toEqualTypeOf<keyof Words["phases"]>();
  });

  it("format counts in the reader's locale", () => {
    const counted = { kind: "counted", processed: 1200, total: 4000, percent: 30 } as const;
    expect(progressLabelOf(counted, "en")).toBe("1,200 of 4,000 processed");
    expect(progressLabelOf(counted, "de")).toBe("1.200 von 4.000 verarbeitet");
  });
});

describe("the words of a duration", () => {
  const labelsOf = (run: Run, freshness = deriveFreshness(run, lifecycle, NOW)) => {
    const duration = deriveDuration(run, 30, freshness, NOW);
    return [durationLabelOf(duration, run.status, "en"), durationLabelOf(duration, run.status, "de")];
  };

  it.each([
    [0, "Running for 0 seconds", "Laufzeit 0 Sekunden"],
    [1, "Running for 1 second", "Laufzeit 1 Sekunde"],
    [30, "Running for 30 seconds", "Laufzeit 30 Sekunden"],
    [31, "Running for 31 seconds, expected 30 seconds", "Laufzeit 31 Sekunden, erwartet 30 Sekunden"],
    [
      901,
      "Overdue: running for 15 minutes 1 second, expected 30 seconds",
      "Überfällig: Laufzeit 15 Minuten 1 Sekunde, erwartet 30 Sekunden",
    ],
  ])("of %d s are never calmer than the facts", (elapsed, en, de) => {
    expect(labelsOf(aRun({ status: "running", startedAt: secondsAgo(elapsed) }))).toEqual([en, de]);
  });

  it.each([
    [59, "59 seconds", "59 Sekunden"],
    [60, "1 minute", "1 Minute"],
    [3725, "1 hour 2 minutes", "1 Stunde 2 Minuten"],
    [86_399, "23 hours 59 minutes", "23 Stunden 59 Minuten"],
    [90_000, "1 day 1 hour", "1 Tag 1 Stunde"],
  ])("of a total of %d s name its two largest units", (elapsed, en, de) => {
    const run = { ...ended("succeeded"), createdAt: secondsAgo(elapsed), startedAt: secondsAgo(elapsed) };
    expect(labelsOf(run)).toEqual([en, de]);
  });

  it("distinguish time waited, time run and never started", () => {
    expect(labelsOf(aRun({ createdAt: secondsAgo(31) }))).toEqual(["Queued for 31 seconds", "Wartezeit 31 Sekunden"]);
    expect(labelsOf({ ...ended("failed"), createdAt: secondsAgo(82) })).toEqual(["Not started", "Nicht gestartet"]);
  });
});

describe("the words of failures", () => {
  it("merge equal texts with their count", () => {
    const failures = [
      { code: "provider_permission_denied", message: "a" },
      { code: "provider_permission_denied", message: "b", count: 2 },
      { code: "policy_invalid", message: "c" },
    ];

    expect(failuresOf(failures, "en")).toEqual([
      { code: "provider_permission_denied", message: "The provider does not permit this.", count: 3 },
      { code: "policy_invalid", message: "A policy cannot be read and was left out." },
    ]);
  });
});
