import type { RunTruth } from "../derived/run-truth.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import { spanOf } from "./duration-label.ts";
import { type ExplainedOperation, type ExplanationTree, type KnownRun, topics, treesOf } from "./explanation-trees.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

type Explanation = Words["explanation"];

interface RuleText {
  readonly code: string;
  readonly text: string;
  readonly at?: string;
  readonly runId?: string;
  readonly related?: RelatedRef;
}
/**
 * Explains each verdict about a run: facts, rule, verdict, and what would change it. The last topic also explains
 * absence: why a failed run does not need attention (spec 367).
 */
export function explain(run: Run, truth: RunTruth, operation: ExplainedOperation, known: KnownRun, locale: Locale) {
  const trees = treesOf(run, truth, operation, known);
  const words = wordsOf(locale).explanation;
  return topics.map((topic) => {
    const { facts, rule, verdict, saidAs = verdict, wouldChange } = trees[topic];
    return {
      topic,
      label: words.topics[topic],
      facts: facts.map((fact) => factSaid(fact, words, locale)),
      rule: { code: rule, text: words.rules[rule] },
      verdict: { code: verdict, text: words.verdicts[saidAs] },
      wouldChange: wouldChange.map((code) => ({ code, text: words.changes[code] })),
    };
  });
}

function factSaid(fact: ExplanationTree["facts"][number], words: Explanation, locale: Locale): RuleText {
  if (typeof fact === "string") return { code: fact, text: words.facts[fact] };
  const text = fill(words.facts[fact.code], fact.seconds === undefined ? {} : { time: spanOf(fact.seconds, locale) });
  const { code, at, runId, related } = fact;
  return {
    code,
    text,
    ...(at !== undefined && { at }),
    ...(runId !== undefined && { runId }),
    ...(related && { related }),
  };
}
