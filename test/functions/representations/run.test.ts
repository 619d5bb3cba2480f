import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRunRepresentations } from "../../../functions/representations/run.ts";
import { memberOf } from "../../../shared/access/member.ts";
import { runAnswer } from "../../../shared/contract/runs.ts";
import { noProofs } from "../../../shared/derived/actionability.ts";
import { deriveRunTruth } from "../../../shared/derived/run-truth.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { loadTexts, locales } from "../../../shared/presenter/locale.ts";
import { reasonCodes } from "../../../shared/run/reason-codes.ts";
import { type Run, systemInitiator } from "../../../shared/run/run.ts";
import { anyRun, aRun, NOW } from "../../derived/runs.ts";

await loadTexts("de");

const unused = async () => new Map<string, never>();
const { answer } = createRunRepresentations({
  overrides: {},
  access: { findEnvironmentNames: unused },
  findRelated: unused,
  truths: {
    evaluateMany: async () => truthOf,
    evaluate: async (run) => truthOf(run),
  },
});
const truthOf = (run: Run) => deriveRunTruth(run, findOperation(run.type), noProofs, {}, NOW);
const member = memberOf({ id: "acme", name: "Acme" }, { role: "owner", environments: "all", kind: "person" });
if (member === undefined) throw new Error("an owner is a member");
const beside = {
  environmentName: undefined,
  queue: undefined,
  activeRepeat: undefined,
  related: { type: "environment_review", id: "r1" },
};
const answerOf = (run: Run, locale: (typeof locales)[number]) =>
  answer(member, { run, truth: truthOf(run), ...beside }, locale);
const runs = { numRuns: 1000 };

/** All texts about a run for people. */
function textsOf(run: Run, locale: (typeof locales)[number]): string[] {
  const answer = answerOf(run, locale);
  return [
    ...[
      answer.headline,
      answer.label,
      answer.progress.label,
      answer.duration.label,
      answer.state.label,
      answer.freshnessLabel,
    ],
    ...[answer.actionability.label, answer.nextAction.label],
    ...(answer.reason === null ? [] : [answer.reason.text]),
    ...(answer.waiting === null ? [] : [answer.waiting.label]),
    ...answer.actions.flatMap(({ label, consequence }) => [label, consequence]),
    ...answer.failures.map(({ message }) => message),
  ];
}

const internals =
  /SQLSTATE|23505|duplicate|constraint|_unique|\bindex\b|timeline|runtruth|dynamo|sqs|lambda|arn:|[a-z]Exception|[a-z]Error\b|\bat \w+\.|undefined|null|NaN|\[object|[{}]/i;
/** The age of a run says nothing about its worker, nor about when it last reported. */
const claimsTooMuch =
  /orphan|worker|crash|silen|no (?:progress|update|sign)\b(?! shown)|verwaist|abgestürzt|stumm|(?:kein Fortschritt|keine Meldung)(?! angezeigt)/i;
const codes = new RegExp(reasonCodes.map((code) => code.replaceAll(".", "\\.")).join("|"));
const aliases = /\b[a-z]+_[a-z_]+\b|\btenant\b|inventory_sync/i;
const reassures =
  /shortly|waiting|\bwartet|in progress|no action|pending|still|so far|working|% |healthy|in kürze|wird ausgeführt|noch im|bisher|in arbeit|keine maßnahme/i;
const alarms = /review|past|not started within|failed|prüf(?!ung der)|hinaus|fehlgeschlagen/i;

describe("every text about any run", () => {
  it.each(locales)("has no internal names, unproven claims or codes in %s", (locale) => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const texts = textsOf(run, locale);
        expect(texts.filter((text) => text.trim() === "")).toEqual([]);
        const text = texts.join("\n");
        for (const forbidden of [internals, claimsTooMuch, aliases, codes]) expect(text).not.toMatch(forbidden);
      }),
      runs,
    );
  });

  it.each(locales)("neither reassures about stale runs nor alarms about fresh ones in %s", (locale) => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { freshness, headline, progress, duration } = answerOf(run, locale);
        const text = [headline, progress.label, duration.label].join(" | ");
        if (freshness === "likely_stale") expect(text).not.toMatch(reassures);
        if (freshness === "fresh_active") expect([headline, duration.label].join(" | ")).not.toMatch(alarms);
      }),
      runs,
    );
  });

  it.each(locales)("is the same for user and system runs in %s", (locale) => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const bySystem = { ...run, initiator: systemInitiator };
        expect(textsOf(bySystem, locale)).toEqual(textsOf(run, locale));
      }),
    );
  });
});

describe("an answer", () => {
  it("matches the contract and is consistent for any stored run", () => {
    fc.assert(
      fc.property(anyRun, fc.constantFrom(...locales), (run, locale) => {
        const answer = answerOf(run, locale);
        expect(() => runAnswer.parse({ ...answer, summaryCounts: {} })).not.toThrow();
        expect(answer.problemClass === "active_stale_attention").toBe(answer.freshness === "likely_stale");
        expect(answer.duration.insight === "past_window").toBe(answer.freshness === "likely_stale");
        if (answer.staleLineage) expect(answer.isReconciled).toBe(true);
        expect("percent" in answer.progress).toBe(answer.progress.kind === "counted");
      }),
      runs,
    );
  });

  it("has the same codes in every language", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const [en, de] = locales.map((locale) => {
          return JSON.parse(JSON.stringify(answerOf(run, locale), (key, value) => (isText.has(key) ? "" : value)));
        });
        expect(de).toEqual(en);
      }),
    );
  });

  it("shows counts as a percentage and a phase without one", () => {
    const running = { status: "running", startedAt: NOW.toISOString() } as const;
    const counted = aRun({ ...running, summaryCounts: { processed: 12, total: 87 } });
    expect(answerOf(counted, "en").progress).toEqual({
      kind: "counted",
      label: "12 of 87 processed",
      processed: 12,
      total: 87,
      percent: 13,
    });
    const phased = aRun({ ...running, context: { progress: { phase: { key: "asking_provider" } } } });
    expect(answerOf(phased, "de").progress).toEqual({
      kind: "phased",
      label: "Anbieter wird abgefragt",
      phase: "asking_provider",
    });
  });
});

/** Localized members; all others are codes, numbers or instants. */
const isText = new Set(["label", "headline", "freshnessLabel", "text", "message", "consequence", "initiator"]);
