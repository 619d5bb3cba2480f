import { type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import type { Freshness, ProblemClass } from "../run/verdicts.ts";
import {
  type Actionability,
  type ActionabilityFacts,
  type ConnectionProof,
  deriveActionability,
  type Proofs,
} from "./actionability.ts";
import { type DurationTruth, deriveDuration } from "./duration.ts";
import { deriveFreshness } from "./freshness.ts";
import { deriveProblemClass } from "./problem-class.ts";
import { deriveProgress, type ProgressTruth } from "./progress.ts";
import { hasStaleLineage } from "./stale-lineage.ts";

/** Everything derived about a run, from one instant and one freshness, so that no two parts can disagree. */
export interface RunTruth {
  /** The instant of the evaluation. */
  readonly at: Date;
  readonly freshness: Freshness;
  readonly problemClass: ProblemClass;
  readonly isReconciled: boolean;
  readonly hasStaleLineage: boolean;
  readonly actionability: Actionability;
  /** The run's own connection as it is now, where it was read to judge the run. */
  readonly connection: ConnectionProof | undefined;
  /** Whether a start of the same work would be accepted now. */
  readonly canRepeat: boolean;
  /** Overdue, or ended as a problem that is not resolved. */
  readonly needsAttention: boolean;
  readonly progress: ProgressTruth;
  readonly duration: DurationTruth;
}

/** The properties of an operation that the truth about its runs depends on. */
export type TruthPolicy = Parameters<typeof lifecycleOf>[0] &
  ActionabilityFacts & { readonly expectedDurationSeconds: number };

/**
 * The single derivation that every surface uses (spec 178, 358, 367). `operation` is undefined for an undeclared
 * type.
 */
export function deriveRunTruth(
  run: Run,
  operation: TruthPolicy | undefined,
  proofs: Proofs,
  overrides: LifecycleOverrides,
  at: Date,
): RunTruth {
  const lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, overrides);
  const freshness = deriveFreshness(run, lifecycle, at);
  const actionability = deriveActionability(run, operation, proofs, at);
  return {
    at,
    freshness,
    problemClass: deriveProblemClass(run, freshness),
    isReconciled: run.context.reconciliation !== undefined,
    hasStaleLineage: hasStaleLineage(run, lifecycle),
    actionability,
    connection: proofs.connection,
    canRepeat: proofs.canRepeat,
    needsAttention: freshness === "likely_stale" || actionability.isCurrentFollowUp,
    progress: deriveProgress(run, freshness),
    duration: deriveDuration(run, operation?.expectedDurationSeconds, freshness, at),
  };
}
