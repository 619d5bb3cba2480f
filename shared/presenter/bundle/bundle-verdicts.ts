import { deriveCompletedDetail } from "../../derived/completed-detail.ts";
import { deriveRunTruth, type RunTruth } from "../../derived/run-truth.ts";
import { deriveStaleSince } from "../../derived/stale-since.ts";
import { attemptsOf } from "../../run/attempts.ts";
import { transitionsOf } from "../../run/transitions.ts";
import { type ExplainedOperation, type ExplanationTree, topics, treesOf } from "../explanation-trees.ts";
import { type BundleFacts, proofsOf, runOf } from "./bundle-facts.ts";

/** The verdicts from one instant until the next one of the list. */
export interface VerdictsFrom {
  /** Null for the verdicts that hold from the start. */
  readonly from: string | null;
  readonly truth: RunTruth;
}

/**
 * The verdicts about a run as far as its facts decide them. They change with time only where a window ends or a proof
 * expires, so a bundle needs no clock: it states every verdict with the instant from which it holds.
 */
export function verdictsOf(facts: BundleFacts): readonly VerdictsFrom[] {
  const run = runOf(facts);
  const proofs = proofsOf(facts);
  const { lifecycle } = explainedOf(facts);
  const staleSince = deriveStaleSince(run, lifecycle);
  // The last millisecond of a window still belongs to it.
  const instants = [
    ...(staleSince === null ? [] : [new Date(Date.parse(staleSince) + 1).toISOString()]),
    ...(proofs.usable?.usableUntil === undefined ? [] : [proofs.usable.usableUntil]),
  ].sort();
  const operation = facts.operation === null ? undefined : { ...facts.operation, type: run.type, ...notShown };
  return [null, ...instants].map((from) => ({
    from,
    truth: deriveRunTruth(run, operation, proofs, {}, new Date(from ?? run.createdAt)),
  }));
}

/** Durations are no part of a bundle. */
const notShown = { expectedDurationSeconds: 0 };

/** What an explanation uses of the operation. */
export function explainedOf({ operation }: BundleFacts): ExplainedOperation {
  return operation ?? { lifecycle: "uncovered", hasAdapter: false, isProvenByRecord: false };
}

/** The verdicts of one instant as they stand in a bundle, with their explanation as codes, in no language. */
export function statedOf(facts: BundleFacts, { from, truth }: VerdictsFrom) {
  const { freshness, problemClass, isReconciled, hasStaleLineage, actionability, needsAttention } = truth;
  const trees = treesOf(runOf(facts), truth, explainedOf(facts), actionability);
  const explanation = topics.map((topic) => ({ topic, ...codesOf(trees[topic]) }));
  return { from, freshness, problemClass, isReconciled, hasStaleLineage, actionability, needsAttention, explanation };
}

function codesOf({ facts, rule, verdict, wouldChange }: ExplanationTree) {
  return {
    facts: facts.map((fact) => {
      if (typeof fact === "string") return { code: fact };
      const { seconds: _worded, ...said } = fact;
      return said;
    }),
    rule: { code: rule },
    verdict: { code: verdict },
    wouldChange: wouldChange.map((code) => ({ code })),
  };
}

/** The history of a run, and the event that reports its end; null while it is active. */
export function historyOf(facts: BundleFacts) {
  const run = runOf(facts);
  return {
    transitions: transitionsOf(run),
    attempts: attemptsOf(run),
    event: deriveCompletedDetail(run, explainedOf(facts).lifecycle) ?? null,
  };
}
