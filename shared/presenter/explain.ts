import type { RunTruth } from "../derived/run-truth.ts";
import type { Lifecycle } from "../run/lifecycle.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import { spanOf } from "./duration-label.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import type { Words } from "./locales/en.ts";

type Explanation = Words["explanation"];
type Fact = keyof Explanation["facts"];
type Rule = keyof Explanation["rules"];
type Verdict = keyof Explanation["verdicts"];
type Change = keyof Explanation["changes"];
type Topic = keyof Explanation["topics"];

/** What took a problem off the list, as far as the reader may know of it. */
interface Known {
  readonly supersedingRunId?: string | undefined;
  readonly resolvingRelated?: RelatedRef | undefined;
}
interface Said {
  readonly code: string;
  readonly text: string;
  readonly at?: string;
  readonly runId?: string;
  readonly related?: RelatedRef;
}
interface ToldFact extends Pick<Said, "runId" | "related"> {
  readonly code: Fact;
  readonly at?: string | undefined;
  readonly time?: string;
}
interface Tree {
  readonly facts: readonly (Fact | ToldFact)[];
  readonly rule: Rule;
  readonly verdict: Verdict;
  readonly wouldChange: readonly Change[];
}

/**
 * Why each verdict about a run is what it is: facts, the rule they meet, the verdict, and what would change it. The
 * last one also explains absence: why a run that failed does not stand among what needs attention (spec 367).
 */
export function explain(run: Run, truth: RunTruth, lifecycle: Lifecycle, known: Known, locale: Locale) {
  const trees: Record<Topic, Tree> = {
    freshness: freshnessTree(run, truth, lifecycle, locale),
    problem_class: {
      facts: [stateFact(run)],
      rule: "problem",
      verdict: truth.problemClass,
      wouldChange: changesOf(run, truth),
    },
    actionability: actionabilityTree(run, truth, known),
    attention: {
      facts: [stateFact(run), ...(run.status === "completed" ? actionabilityFacts(truth, known) : [])],
      rule: "attention",
      verdict: truth.needsAttention ? "needs_attention" : "needs_nobody",
      wouldChange: changesOf(run, truth),
    },
  };
  const words = wordsOf(locale).explanation;
  const topics: readonly Topic[] = ["freshness", "problem_class", "actionability", "attention"];
  return topics.map((topic) => {
    const { facts, rule, verdict, wouldChange } = trees[topic];
    return {
      topic,
      label: words.topics[topic],
      facts: facts.map((fact) => factSaid(fact, words)),
      rule: { code: rule, text: words.rules[rule] },
      verdict: { code: verdict, text: words.verdicts[verdict] },
      wouldChange: wouldChange.map((code) => ({ code, text: words.changes[code] })),
    };
  });
}

function factSaid(fact: Tree["facts"][number], words: Explanation): Said {
  if (typeof fact === "string") return { code: fact, text: words.facts[fact] };
  const text = fill(words.facts[fact.code], fact.time === undefined ? {} : { time: fact.time });
  const { code, at, runId, related } = fact;
  return {
    code,
    text,
    ...(at !== undefined && { at }),
    ...(runId !== undefined && { runId }),
    ...(related && { related }),
  };
}

function freshnessTree(run: Run, truth: RunTruth, lifecycle: Lifecycle, locale: Locale): Tree {
  const verdict = truth.freshness;
  if (run.status === "completed") {
    const facts = [stateFact(run), ...(truth.isReconciled ? (["reconciled"] as const) : [])];
    return { facts, rule: "ended", verdict, wouldChange: [] };
  }
  const since = { code: run.status, at: run.status === "queued" ? run.createdAt : (run.startedAt ?? run.createdAt) };
  if (lifecycle === "uncovered") {
    return { facts: [since, "no_window"], rule: "no_window", verdict, wouldChange: ["work_ends"] };
  }
  const seconds = run.status === "queued" ? lifecycle.queuedStaleAfterSeconds : lifecycle.runningStaleAfterSeconds;
  return {
    facts: [since, { code: "window", time: spanOf(seconds, locale) }],
    rule: "window",
    verdict,
    wouldChange: changesOf(run, truth),
  };
}

function stateFact(run: Run): Tree["facts"][number] {
  if (run.status === "queued") return { code: "queued", at: run.createdAt };
  if (run.status === "running") return { code: "running", at: run.startedAt };
  return { code: `outcome_${run.outcome}`, at: run.completedAt };
}

function actionabilityTree(run: Run, truth: RunTruth, known: Known): Tree {
  const { policy, status, reasonCode } = truth.actionability;
  const isPlain = reasonCode === "active" || reasonCode === "no_problem";
  return {
    facts: [stateFact(run), ...actionabilityFacts(truth, known)],
    rule: isPlain ? "problem" : policy,
    verdict: status,
    wouldChange: changesOf(run, truth),
  };
}

function actionabilityFacts({ actionability }: RunTruth, known: Known): Tree["facts"] {
  const { reasonCode, since } = actionability;
  if (reasonCode === "active" || reasonCode === "no_problem") return [];
  const { supersedingRunId: runId, resolvingRelated: related } = known;
  return [{ code: reasonCode, at: since, ...(runId !== undefined && { runId }), ...(related && { related }) }];
}

/** What would give another verdict. What is history for good is changed by nothing but the same trouble again. */
function changesOf(run: Run, { freshness, actionability }: RunTruth): readonly Change[] {
  if (run.status !== "completed") {
    return freshness === "likely_stale"
      ? ["work_ends", "proof_found", "platform_closes"]
      : ["work_ends", "window_ends"];
  }
  switch (actionability.status) {
    case "not_terminal":
      return [];
    case "requires_manual_review":
      return ["person_acknowledges"];
    case "actionable":
      return actionability.reasonCode === "no_proof" ? changesOfPolicy[actionability.policy] : ["person_acknowledges"];
    case "superseded_by_later_success":
    case "resolved_by_current_state":
    case "informational_only":
      return ["same_fails_again"];
    default:
      return actionability.status satisfies never;
  }
}

const changesOfPolicy: Record<RunTruth["actionability"]["policy"], readonly Change[]> = {
  current_state: ["connection_in_order", "same_work_succeeds"],
  later_success: ["same_work_succeeds"],
  artifact_or_later_success: ["same_work_succeeds", "result_usable"],
  manual_review: ["person_acknowledges"],
};
