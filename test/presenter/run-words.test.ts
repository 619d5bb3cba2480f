import { describe, expect, expectTypeOf, it } from "vitest";
import { deriveDuration } from "../../shared/derived/duration.ts";
import { deriveFreshness } from "../../shared/derived/freshness.ts";
import { cancelledEnd } from "../../shared/ledger/cancelled-end.ts";
import { durationLabelOf } from "../../shared/presenter/duration-label.ts";
import { headlineOf } from "../../shared/presenter/headline.ts";
import type { Words } from "../../shared/presenter/locales/en.ts";
import { progressLabelOf } from "../../shared/presenter/progress-label.ts";
import type { PhaseKey } from "../../shared/run/phases.ts";
import type { Run } from "../../shared/run/run.ts";
import { aRun, lifecycle, NOW, reconciledBy, secondsAgo } from "../derived/runs.ts";

const review = { type: "environment_review", id: "r1" };

function ended(outcome: Run["outcome"], context: Run["context"] = {}): Run {
  return aRun({ status: "completed", outcome, completedAt: NOW.toISOString(), context });
}
function cancelled(isConfirmed: boolean): Run {
  const { source, reasonCode, failures } = cancelledEnd({ by: "manager", at: NOW.toISOString() }, isConfirmed);
  return { ...ended("failed"), endedBy: { source, reasonCode }, failures: [...(failures ?? [])] };
}
const headlinesOf = (run: Run, related?: typeof review) =>
  (["en", "de"] as const).map((locale) => headlineOf(run, deriveFreshness(run, lifecycle, NOW), related, locale));

describe("the headline", () => {
  it.each([
    ["queued", aRun(), "Queued. It starts shortly.", "Eingeplant. Start folgt in Kürze."],
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
    ["in part", ended("partially_succeeded"), "Completed with follow-up.", "Mit Nacharbeit abgeschlossen."],
    ["blocked", ended("blocked"), "Stopped by a prerequisite.", "Durch eine Voraussetzung gestoppt."],
    ["failed", ended("failed"), "Did not complete.", "Nicht abgeschlossen."],
    ["cancelled", cancelled(true), "Cancelled.", "Abgebrochen."],
    [
      "cancelled without a word of its worker",
      cancelled(false),
      "Cancelled. It could not be confirmed that its work has stopped.",
      "Abgebrochen. Es konnte nicht bestätigt werden, dass die Arbeit beendet ist.",
    ],
    [
      "closed for silence",
      ended("failed", { reconciliation: reconciledBy("run.stale_running") }),
      "Closed automatically after no progress.",
      "Nach ausbleibendem Fortschritt automatisch beendet.",
    ],
    [
      "ended by the bridge",
      ended("failed", { reconciliation: reconciledBy("run.queue_failure_bridge") }),
      "Background execution failed.",
      "Hintergrundausführung fehlgeschlagen.",
    ],
    [
      "unclear to its adapter",
      ended("blocked", {
        reconciliation: reconciledBy("review_compose.lineage_ambiguous", "attention_required"),
      }),
      "The result could not be confirmed. Review required.",
      "Das Ergebnis konnte nicht bestätigt werden. Prüfung erforderlich.",
    ],
  ] as const)("of a run that is %s says so calmly", (_state, run, en, de) => {
    expect(headlinesOf(run)).toEqual([en, de]);
  });

  it("of an active run of an uncovered type passes no judgement", () => {
    const run = aRun({ status: "running", startedAt: secondsAgo(1e6) });
    expect(headlineOf(run, "unknown", undefined, "en")).toBe("Active.");
    expect(headlineOf(run, "unknown", undefined, "de")).toBe("Aktiv.");
  });

  it("of a success proved by a review speaks of that review only to those who may see it", () => {
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
  it("exist for every phase an operation may report, or the project does not compile", () => {
    expectTypeOf<PhaseKey>().toEqualTypeOf<keyof Words["phases"]>();
  });

  it("count in the numbers of the language", () => {
    const counted = { kind: "counted", processed: 1200, total: 4000, percent: 30 } as const;
    expect(progressLabelOf(counted, "en")).toBe("1,200 of 4,000 processed");
    expect(progressLabelOf(counted, "de")).toBe("1.200 von 4.000 verarbeitet");
  });
});

describe("the words of a duration", () => {
  const labelsOf = (run: Run, freshness = deriveFreshness(run, lifecycle, NOW)) => {
    const duration = deriveDuration(run, 30, freshness, NOW);
    return [durationLabelOf(duration, "en"), durationLabelOf(duration, "de")];
  };

  it.each([
    [0, "0 seconds so far", "Bisher 0 Sekunden"],
    [1, "1 second so far", "Bisher 1 Sekunde"],
    [30, "30 seconds so far", "Bisher 30 Sekunden"],
    [
      31,
      "Taking longer than usual, still within the expected window",
      "Dauert länger als üblich, noch im erwarteten Zeitfenster",
    ],
    [901, "Past its expected window", "Über das erwartete Zeitfenster hinaus"],
  ])("that lasts %d s are never calmer than it is", (elapsed, en, de) => {
    expect(labelsOf(aRun({ status: "running", startedAt: secondsAgo(elapsed) }))).toEqual([en, de]);
  });

  it.each([
    [59, "Took 59 seconds", "Dauer: 59 Sekunden"],
    [60, "Took 1 minute", "Dauer: 1 Minute"],
    [3725, "Took 1 hour 2 minutes", "Dauer: 1 Stunde 2 Minuten"],
    [86_399, "Took 23 hours 59 minutes", "Dauer: 23 Stunden 59 Minuten"],
    [90_000, "Took 1 day 1 hour", "Dauer: 1 Tag 1 Stunde"],
  ])("that took %d s name its two largest units", (elapsed, en, de) => {
    const run = { ...ended("succeeded"), createdAt: secondsAgo(elapsed) };
    expect(labelsOf(run)).toEqual([en, de]);
  });
});
