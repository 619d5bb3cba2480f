import { createHash } from "node:crypto";
import { approvalStateAt, needsApproval, type StandingApproval } from "../operations/plans/plan-approval.ts";
import type { ApprovalRule, ApprovalState } from "../run/approval-rule.ts";
import { canonicalJson } from "../run/identity.ts";
import type { Risk } from "../run/risks.ts";
import type { Run } from "../run/run.ts";
import type { WaveLeftOut, WaveLeftOutCode } from "../run/wave.ts";
import type { TargetRow } from "./target-rows.ts";

type Scope = { readonly workspaceId: string; readonly environmentId: string };
type Changes = Readonly<Record<"creates" | "updates" | "deletes" | "keeps", number>>;

/** The plan of one target of a dry wave. */
export interface TargetPlan {
  readonly environmentId: string;
  readonly id: string;
  readonly digest: string;
  readonly changes: Changes;
  /** Until when it can be executed: the end of its approval, or its own. */
  readonly expiresAt: string;
  /** Absent when no approval was requested. */
  readonly approval: ApprovalState | undefined;
}

/** Plans of a dry wave's targets, with a digest that covers exactly these. */
export interface WavePlan {
  readonly digest: string;
  readonly targets: readonly TargetPlan[];
}

/** What a dry wave has planned: the plans that change something and that no wave has executed. */
export interface DividedPlan extends WavePlan {
  /** Those that can be executed now, under a digest of their own. */
  readonly ready: WavePlan;
  /** All others, each with the cause. */
  readonly leftOut: readonly (WaveLeftOut & { readonly id: string })[];
}

/** A plan as a person reviews it. */
interface PlanFacts {
  readonly digest?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly isPlanned: boolean;
  readonly isUnderApproval: boolean;
  readonly changes: Changes;
}

interface Wanted {
  readonly scope: Scope;
  readonly id: string;
}

interface Dependencies<Kind> {
  readonly plans: { findEach(kind: Kind, wanted: readonly Wanted[]): Promise<(PlanFacts | undefined)[]> };
  readonly approvals: { findEach(wanted: readonly Wanted[]): Promise<(StandingApproval | undefined)[]> };
  /** Where a run keeps the plan that it made. */
  readonly planKindOf: (run: Run) => Kind | undefined;
  readonly clock: { now(): Date };
}

/** Reads the plans of a dry wave's targets. Plans never change: another plan of a target is another wave. */
export function createReadWavePlan<Kind>({ plans, approvals, planKindOf, clock }: Dependencies<Kind>) {
  return async function readWavePlan(
    { workspaceId }: Pick<Run, "workspaceId">,
    type: string,
    rows: readonly TargetRow[],
  ): Promise<WavePlan> {
    const made = rows.flatMap(({ state, environmentId, run }) => {
      const kind = state === "succeeded" && run !== undefined ? planKindOf(run) : undefined;
      if (kind === undefined || run === undefined) return [];
      return [{ kind, scope: { workspaceId, environmentId }, id: run.id }];
    });
    const byKind = [...Map.groupBy(made, ({ kind }) => kind)];
    const read = await Promise.all(byKind.map(([kind, those]) => readPlans(kind, those)));
    return wavePlanOf(type, read.flat());
  };

  async function readPlans(kind: Kind, wanted: readonly Wanted[]): Promise<TargetPlan[]> {
    const found = await plans.findEach(kind, wanted);
    const changing = wanted.flatMap((place, at) => {
      const plan = found[at];
      return plan?.isPlanned && changesOf(plan) > 0 ? [{ ...place, plan }] : [];
    });
    // A plan without the mark of a request has no approval.
    const marked = changing.filter(({ plan }) => plan.isUnderApproval);
    const asked = await approvals.findEach(marked);
    const approvalOf = new Map(marked.map((place, at) => [place, asked[at]]));
    return changing.flatMap((place): TargetPlan[] => {
      const { scope, id, plan } = place;
      if (plan.digest === undefined) return [];
      const approval = approvalOf.get(place);
      const state = plan.isUnderApproval ? stateOf(approval, clock.now()) : undefined;
      const expiresAt = (state === "approved" ? approval?.executeBefore : plan.expiresAt) ?? "";
      const { digest, changes } = plan;
      return [{ environmentId: scope.environmentId, id, digest, changes, expiresAt, approval: state }];
    });
  }
}
export type ReadWavePlan = ReturnType<typeof createReadWavePlan>;

/** A request that cannot be read is not an approval. */
const stateOf = (approval: StandingApproval | undefined, now: Date): ApprovalState =>
  approval === undefined ? "unknown" : approvalStateAt(approval, now);

const wavePlanOf = (type: string, targets: readonly TargetPlan[]): WavePlan => ({
  digest: digestOf(type, targets),
  targets,
});

interface Reader {
  readonly kind?: string | undefined;
  /** The approval rule of an environment. */
  readonly ruleOf: (environmentId: string) => ApprovalRule | undefined;
  readonly isArchived: (environmentId: string) => boolean;
  readonly now: Date;
}

/**
 * Divides what a dry wave has planned, for the member who executes it, into what can be executed now and what cannot.
 * The digest of the first part covers exactly the plans that run, so that a plan which is approved or refused after the
 * review makes another digest.
 */
export function dividedPlan(
  work: { readonly type: string; readonly risk: Risk },
  plan: WavePlan,
  reader: Reader,
): DividedPlan {
  const judged = plan.targets.map((target) => ({ target, code: hindranceOf(work.risk, target, reader) }));
  const ready = judged.flatMap(({ target, code }) => (code === undefined ? [target] : []));
  const leftOut = judged.flatMap(({ target: { environmentId, id }, code }) =>
    code === undefined ? [] : [{ environmentId, id, code }],
  );
  return { ...plan, ready: wavePlanOf(work.type, ready), leftOut };
}

/** Why a plan cannot be executed now; undefined for one that can. */
function hindranceOf(
  risk: Risk,
  target: TargetPlan,
  { kind, ruleOf, isArchived, now }: Reader,
): WaveLeftOutCode | undefined {
  const { environmentId, approval, expiresAt } = target;
  if (isArchived(environmentId)) return "environment_archived";
  if (approval !== undefined) return hindranceByApproval[approval];
  if (now.toISOString() > expiresAt) return "plan_expired";
  const asked = { risk, isClient: kind === "client", items: changesOf(target) };
  return needsApproval(ruleOf(environmentId), asked) ? "approval_required" : undefined;
}

/** An approved plan may be executed within the time of its approval; its own no longer counts. */
const hindranceByApproval = {
  requested: "approval_required",
  approved: undefined,
  refused: "approval_refused",
  expired: "plan_expired",
  executed: "plan_in_use",
  unknown: "approval_required",
} as const satisfies Record<ApprovalState, WaveLeftOutCode | undefined>;

/** Identifies what a wave of plans does: each target with the content of its plan. */
function digestOf(type: string, targets: readonly TargetPlan[]): string {
  const lines = targets
    .map(({ environmentId, id, digest }) => [environmentId, id, digest])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(canonicalJson({ form: 1, type, targets: lines }))
    .digest("hex");
}

/** The number of things that a plan changes. */
const changesOf = ({ changes: { creates, updates, deletes } }: Pick<TargetPlan, "changes">): number =>
  creates + updates + deletes;
