import type { RunTruth } from "../derived/run-truth.ts";
import type { Lifecycle } from "../run/lifecycle.ts";
import type { RelatedRef, Run } from "../run/run.ts";
import { isFromNewerRelease } from "../run/status.ts";
import type { Words } from "./locales/en.ts";

type Explanation = Words["explanation"];
type Fact = keyof Explanation["facts"];
type Rule = keyof Explanation["rules"];
type Verdict = keyof Explanation["verdicts"];
type Change = keyof Explanation["changes"];
/** What an explanation is about. */
export type Topic = keyof Explanation["topics"];

/** What resolved a problem, as far as the reader may know. */
export interface KnownRun {
  readonly supersedingRunId?: string | undefined;
  readonly resolvingRelated?: RelatedRef | undefined;
}
/** A fact with its references. */
export interface PresentedFact {
  readonly code: Fact;
  readonly runId?: string;
  readonly related?: RelatedRef;
  readonly at?: string | undefined;
  /** A time span that the sentence states. */
  readonly seconds?: number;
}
/** One explanation as codes, before localization. */
export interface ExplanationTree {
  readonly facts: readonly (Fact | PresentedFact)[];
  readonly rule: Rule;
  readonly verdict: Verdict;
  /** Overrides the verdict's sentence where its own would be too calm. */
  readonly saidAs?: Verdict | undefined;
  readonly wouldChange: readonly Change[];
}
type Tree = ExplanationTree;

/** The properties of an operation that an explanation uses: effective windows and possible proofs. */
export interface ExplainedOperation {
  readonly lifecycle: Lifecycle;
  readonly hasAdapter: boolean;
  /** Whether a record of some kind can prove a problem resolved. */
  readonly isProvenByRecord: boolean;
}

/** All topics, in the order in which a reader meets them. */
export const topics: readonly Topic[] = ["freshness", "problem_class", "actionability", "attention"];

/** The explanations as codes, in no language. */
export function treesOf(
  run: Run,
  truth: RunTruth,
  operation: ExplainedOperation,
  known: KnownRun,
): Record<Topic, ExplanationTree> {
  if (isFromNewerRelease(run)) return newerTrees(truth);
  const changes = changesOf(run, truth, operation);
  return {
    freshness: freshnessTree(run, truth, operation),
    problem_class: {
      facts: [stateFact(run)],
      rule: run.status === "completed" || operation.lifecycle !== "uncovered" ? "problem" : "no_window",
      verdict: truth.problemClass,
      // An ended problem stays one in history.
      wouldChange: run.status === "completed" ? [] : changes,
    },
    actionability: actionabilityTree(run, truth, operation, known, changes),
    attention: {
      facts: [stateFact(run), ...(run.status === "completed" ? actionabilityFacts(truth, known) : [])],
      rule: "attention",
      verdict: truth.needsAttention ? "needs_attention" : "needs_nobody",
      wouldChange: changes,
    },
  };
}

/** A run of a newer release is not explained; it requires manual review. */
function newerTrees(truth: RunTruth): Record<Topic, ExplanationTree> {
  const treeOf = (verdict: Verdict): ExplanationTree => ({
    facts: ["newer_version"],
    rule: "newer_version",
    verdict,
    saidAs: "requires_manual_review",
    wouldChange: [],
  });
  return {
    freshness: treeOf(truth.freshness),
    problem_class: treeOf(truth.problemClass),
    actionability: treeOf(truth.actionability.status),
    attention: treeOf("needs_attention"),
  };
}

function freshnessTree(run: Run, truth: RunTruth, operation: ExplainedOperation): Tree {
  const { lifecycle } = operation;
  const verdict = truth.freshness;
  if (run.status === "completed") {
    const facts = [stateFact(run), ...(truth.isReconciled ? (["reconciled"] as const) : [])];
    return { facts, rule: "ended", verdict, wouldChange: [] };
  }
  const code: "newer_version" | "queued" | "running" = run.status === "unknown" ? "newer_version" : run.status;
  const since = { code, at: run.status === "queued" ? run.createdAt : (run.startedAt ?? run.createdAt) };
  if (lifecycle === "uncovered") {
    return { facts: [since, "no_window"], rule: "no_window", verdict, wouldChange: changesOf(run, truth, operation) };
  }
  const seconds = run.status === "queued" ? lifecycle.queuedStaleAfterSeconds : lifecycle.runningStaleAfterSeconds;
  return {
    facts: [
      since,
      { code: "window", seconds },
      ...(run.waitedSeconds > 0 ? [{ code: "waits" as const, seconds: run.waitedSeconds }] : []),
    ],
    rule: "window",
    verdict,
    wouldChange: changesOf(run, truth, operation),
  };
}

function stateFact(run: Run): Tree["facts"][number] {
  if (run.status === "queued") return { code: "queued", at: run.createdAt };
  if (run.status === "running") return { code: "running", at: run.startedAt };
  if (run.status === "unknown" || run.outcome === "unknown") return "newer_version";
  return { code: `outcome_${run.outcome}`, at: run.completedAt };
}

function actionabilityTree(
  run: Run,
  truth: RunTruth,
  operation: ExplainedOperation,
  known: KnownRun,
  wouldChange: readonly Change[],
): Tree {
  const { policy, status, reasonCode } = truth.actionability;
  return {
    facts: [stateFact(run), ...actionabilityFacts(truth, known)],
    rule: ruleOfReason[reasonCode] ?? effective(policy, operation),
    // An active run has nothing to follow up, which must not read as reassurance (spec 358, FR-003).
    verdict: status,
    ...(run.status !== "completed" && { saidAs: "still_active" }),
    ...(reasonCode === "parts_follow_up" && { saidAs: "by_parts" }),
    wouldChange,
  };
}

/** Reasons with a rule of their own; all others follow the operation's policy. */
const ruleOfReason: Partial<Record<RunTruth["actionability"]["reasonCode"], Rule>> = {
  active: "problem",
  no_problem: "problem",
  acknowledged: "acknowledged",
  cancelled: "cancelled",
  proof_ambiguous: "ambiguous",
  connection_disabled: "disabled",
};

function actionabilityFacts({ actionability }: RunTruth, known: KnownRun): Tree["facts"] {
  const { reasonCode, since } = actionability;
  if (reasonCode === "active" || reasonCode === "no_problem") return [];
  const { supersedingRunId: runId, resolvingRelated: related } = known;
  return [{ code: reasonCode, at: since, ...(runId !== undefined && { runId }), ...(related && { related }) }];
}

/** What would change the verdict. A final verdict cannot change. */
function changesOf(run: Run, truth: RunTruth, operation: ExplainedOperation): readonly Change[] {
  const { lifecycle, hasAdapter } = operation;
  const { freshness, actionability } = truth;
  if (run.status !== "completed") {
    if (freshness !== "likely_stale") return lifecycle === "uncovered" ? ["work_ends"] : ["work_ends", "window_ends"];
    return hasAdapter ? ["work_ends", "proof_found", "platform_closes"] : ["work_ends", "platform_closes"];
  }
  switch (actionability.status) {
    case "not_terminal":
    case "superseded_by_later_success":
    case "informational_only":
      return [];
    case "requires_manual_review":
      return actionability.reasonCode === "proof_ambiguous"
        ? ["same_work_succeeds", "person_acknowledges"]
        : ["person_acknowledges"];
    case "actionable":
      return actionability.reasonCode === "no_proof"
        ? changesOfPolicy[effective(actionability.policy, operation)]
        : ["person_acknowledges"];
    case "resolved_by_current_state":
      return changesOfProof[actionability.reasonCode] ?? [];
    default:
      return actionability.status satisfies never;
  }
}

const changesOfPolicy: Record<RunTruth["actionability"]["policy"], readonly Change[]> = {
  current_state: ["connection_in_order", "same_work_succeeds", "person_acknowledges"],
  later_success: ["same_work_succeeds", "person_acknowledges"],
  artifact_or_later_success: ["same_work_succeeds", "result_usable", "person_acknowledges"],
  manual_review: ["person_acknowledges"],
  by_parts: ["same_work_succeeds", "person_acknowledges"],
};

/** A policy that accepts records is reduced to a later success when no record of the type can prove anything. */
function effective(policy: RunTruth["actionability"]["policy"], { isProvenByRecord }: ExplainedOperation) {
  return policy === "artifact_or_later_success" && !isProvenByRecord ? "later_success" : policy;
}

/** What would invalidate a proof that holds only under a current state. */
const changesOfProof: Partial<Record<RunTruth["actionability"]["reasonCode"], readonly Change[]>> = {
  provider_current_state: ["connection_unhealthy"],
  artifact_usable: ["result_unusable"],
  connection_disabled: ["connection_enabled"],
};
