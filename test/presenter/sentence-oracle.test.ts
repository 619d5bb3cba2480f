import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTexts, locales, wordsOf } from "../../shared/presenter/locale.ts";
import { claims, explained } from "./oracle/claims.ts";
import { type Facts, factsOf } from "./oracle/facts.ts";
import { sentencesOf } from "./oracle/presented-sentences.ts";
import { anyScene } from "./oracle/world.ts";

await loadTexts("de");

type Claim = (facts: Facts) => boolean;

/** A newer release may have another end with the same code. */
const isEndedBy =
  (...sources: readonly string[]): Claim =>
  ({ run }) =>
    [...sources, "unknown"].includes(run.endedBy?.source ?? "");
/** A stored failure is shown; the writer of an end stores its codes. */
const endings: Readonly<Record<string, Claim>> = {
  "queue.dispatch_failed": isEndedBy("dispatch", "scheduled_reconciler"),
  "run.stale_queued": isEndedBy("scheduled_reconciler"),
  "run.stale_running": isEndedBy("scheduled_reconciler"),
};
const lineage: Claim = (facts) =>
  (facts.isUnsuccessful || facts.isUnread) && (facts.isClosedForAge || facts.wasOverdue);

const isStored =
  (key: string): Claim =>
  ({ run }) =>
    key === "other" || run.failures.some(({ code }) => code === key);
const oracle = new Map<string, Claim>(
  [
    ...Object.entries({ ...claims, ...explained }).map(([section, keys]) => [section, keys] as const),
    ["lineage", { staleLineageNote: lineage }] as const,
    [
      "failures",
      Object.fromEntries(Object.keys(wordsOf("en").failures).map((key) => [key, endings[key] ?? isStored(key)])),
    ] as const,
  ].flatMap(([section, keys]) => Object.entries(keys).map(([key, claim]) => [`${section}.${key}`, claim] as const)),
);

/** Labels claim nothing about a run, and texts of surfaces, schedules, promises and waves cover many runs. */
const notSentences = new Set(
  "operations families risks startedBy who inputs audit auditDetails actions bulk counts decisions system surfaces problems unknownOperation explanation staleLineageNote failures failureObjects remedies schedules promises plans alerts waves repeats itemOutcomes".split(
    " ",
  ),
);

describe("every sentence of the presenter", () => {
  it("claims only proven facts in 30,000 runs", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(anyScene, (scene) => {
        const facts = factsOf(scene);
        for (const [section, key] of sentencesOf(scene)) {
          const name = `${section}.${key}`;
          reached.add(name);
          const claim = oracle.get(name);
          if (claim?.(facts) !== true) throw new Error(`${name} is not true of this run`);
        }
      }),
      { numRuns: 30_000, seed: 12 },
    );

    const unreached = [...oracle.keys()].filter((name) => !reached.has(name));
    expect(unreached).toEqual([]);
  });

  it.each(locales)("has a claim in the oracle in %s", (locale) => {
    const words = wordsOf(locale);
    for (const [section, keys] of Object.entries(words)) {
      if (notSentences.has(section) || typeof keys !== "object") continue;
      for (const key of Object.keys(keys)) expect(oracle.has(`${section}.${key}`), `${section}.${key}`).toBe(true);
    }
    const { topics: _, ...parts } = words.explanation;
    for (const [part, keys] of Object.entries(parts)) {
      for (const key of Object.keys(keys)) expect(oracle.has(`${part}.${key}`), `${part}.${key}`).toBe(true);
    }
    for (const key of Object.keys(words.failures)) expect(oracle.has(`failures.${key}`), key).toBe(true);
  });
});
