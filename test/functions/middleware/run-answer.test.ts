import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRunAnswers } from "../../../functions/middleware/run-answer.ts";
import { runAnswer } from "../../../shared/contract/runs.ts";
import { locales, wordsOf } from "../../../shared/presenter/locale.ts";
import { reasonCodes } from "../../../shared/run/reason-codes.ts";
import type { Run } from "../../../shared/run/run.ts";
import { anyRun, aRun, NOW } from "../../derived/runs.ts";

const answerOf = createRunAnswers({ overrides: {}, clock: { now: () => NOW } });
const beside = { environmentName: undefined, related: { type: "environment_review", id: "r1" } };
const runs = { numRuns: 1000 };

/** Every text about a run that is there for people. */
function textsOf(run: Run, locale: (typeof locales)[number]): string[] {
  const { headline, label, progress, duration } = answerOf(run, beside, locale);
  return [headline, label, progress.label, duration.label];
}

const internals =
  /SQLSTATE|23505|duplicate|constraint|_unique|\bindex\b|timeline|runtruth|dynamo|sqs|lambda|arn:|[a-z]Exception|[a-z]Error\b|\bat \w+\.|undefined|null|NaN|\[object|[{}]/i;
const claimsTooMuch = /orphan|worker|crash|verwaist|abgestürzt/i;
const aliases = /\b[a-z]+_[a-z_]+\b|\btenant\b|inventory_sync/i;
const reassures =
  /shortly|in progress|no action|pending|still|so far|working|% |healthy|in kürze|wird ausgeführt|noch im|bisher|in arbeit|keine maßnahme/i;
const alarms = /review|past|not started within|failed|prüf(?!ung der)|hinaus|fehlgeschlagen/i;

describe("every text about any run", () => {
  it.each(locales)("names nothing internal, claims nothing nobody knows and uses no code, in %s", (locale) => {
    fc.assert(
      fc.property(anyRun, (run) => {
        for (const text of textsOf(run, locale)) {
          expect(text.trim()).not.toBe("");
          expect(text).not.toMatch(internals);
          expect(text).not.toMatch(claimsTooMuch);
          expect(text).not.toMatch(aliases);
          for (const code of reasonCodes) expect(text).not.toContain(code);
        }
      }),
      runs,
    );
  });

  it.each(locales)("reassures about no stale run and alarms about no fresh one, in %s", (locale) => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { freshness, headline, progress, duration } = answerOf(run, beside, locale);
        const told = [headline, progress.label, duration.label].join(" | ");
        if (freshness === "likely_stale") expect(told).not.toMatch(reassures);
        if (freshness === "fresh_active") expect([headline, duration.label].join(" | ")).not.toMatch(alarms);
      }),
      runs,
    );
  });

  it.each(locales)("is the same whether a person or the system started the run, in %s", (locale) => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const bySystem = { ...run, initiator: { id: "system", name: "System" } };
        expect(textsOf(bySystem, locale)).toEqual(textsOf(run, locale));
      }),
    );
  });

  it("holds no English in German: the two languages share no word but these", () => {
    const shared = new Set(["in"]);
    const english = new Set(wordsIn(textsIn(wordsOf("en"))));
    expect(textsIn(wordsOf("de")).flatMap((text) => foreign([text], english, shared))).toEqual([]);
    fc.assert(
      fc.property(anyRun, (run) => {
        expect(foreign(textsOf(run, "de"), english, shared)).toEqual([]);
      }),
      runs,
    );
  });

  it("is written with real umlauts", () => {
    for (const text of textsIn(wordsOf("de"))) expect(text).not.toMatch(/ae(?!l)|oe|(?<![aeq])ue/i);
  });
});

describe("an answer", () => {
  it("keeps the contract and never disagrees with itself, whatever is stored", () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(...locales), (run, locale) => {
        const told = answerOf(run, beside, locale);
        expect(() => runAnswer.parse({ ...told, summaryCounts: {} })).not.toThrow();
        expect(told.problemClass === "active_stale_attention").toBe(told.freshness === "likely_stale");
        expect(told.duration.insight === "past_window").toBe(told.freshness === "likely_stale");
        if (told.staleLineage) expect(told.isReconciled).toBe(true);
        expect("percent" in told.progress).toBe(told.progress.kind === "counted");
      }),
      runs,
    );
  });

  it("never changes a code with the language", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const [en, de] = locales.map((locale) => {
          const { label: _label, headline: _headline, progress, duration, ...rest } = answerOf(run, beside, locale);
          return { ...rest, progress: { ...progress, label: "" }, duration: { ...duration, label: "" } };
        });
        expect(de).toEqual(en);
      }),
    );
  });

  it("tells counts as a share, and a phase without one", () => {
    const running = { status: "running", startedAt: NOW.toISOString() } as const;
    const counted = aRun({ ...running, summaryCounts: { processed: 12, total: 87 } });
    expect(answerOf(counted, beside, "en").progress).toEqual({
      kind: "counted",
      label: "12 of 87 processed",
      processed: 12,
      total: 87,
      percent: 13,
    });
    const phased = aRun({ ...running, context: { progress: { phase: { key: "asking_provider" } } } });
    expect(answerOf(phased, beside, "de").progress).toEqual({
      kind: "phased",
      label: "Anbieter wird abgefragt",
      phase: "asking_provider",
    });
  });
});

/** All texts of a locale, however deep. */
function textsIn(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(textsIn) : [];
}

function wordsIn(texts: readonly string[]): string[] {
  return texts.flatMap(
    (text) =>
      text
        .replaceAll(/\{\w+\}/g, " ")
        .toLowerCase()
        .match(/\p{L}+/gu) ?? [],
  );
}

function foreign(texts: readonly string[], english: ReadonlySet<string>, shared: ReadonlySet<string>): string[] {
  return wordsIn(texts).filter((word) => english.has(word) && !shared.has(word));
}
