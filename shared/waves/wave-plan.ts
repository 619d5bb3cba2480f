import { createHash } from "node:crypto";
import { approvalStateAt, needsApproval, type StandingApproval } from "../operations/plans/plan-approval.ts";
import type { ApprovalRule, ApprovalState } from "../run/approval-rule.ts";
import { canonicalJson } from "../run/identity.ts";
import type { Risk } from "../run/risks.ts";
import type { Run } from "../run/run.ts";
import type { TargetRow } from "./target-rows.ts";

type Scope = { readonly workspaceId: string; readonly environmentId: string };
type Changes = Readonly<Record<"creates" | "updates" | "deletes" | "keeps", number>>;

/** The plan of one target of a dry wave. */
export interface TargetPlan {
  readonly environmentId: string;
  readonly id: string;
  readonly digest: string;
  readonly changes: Changes;
  readonly expiresAt: string;
  /** Absent when no approval was requested. */
  readonly approval: ApprovalState | undefined;
}

/** What a dry wave has planned: the plans that wait for their execution and change something. */
export interface WavePlan {
  readonly digest: string;
  readonly targets: readonly TargetPlan[];
}

/** A plan as a person reviews it. */
interface PlanFacts {
  readonly digest?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly isPlanned: boolean;
  readonly changes: Changes;
}

interface Dependencies<Kind> {
  readonly plans: { find(scope: Scope, kind: Kind, id: string): Promise<PlanFacts | undefined> };
  readonly approvals: { find(scope: Scope, id: string): Promise<StandingApproval | undefined> };
  /** Where a run keeps the plan that it made. */
  readonly planKindOf: (run: Run) => Kind | undefined;
  readonly clock: { now(): Date };
}

const readsAtOnce = 25;

/** Reads the plans of a dry wave's targets. Plans never change: another plan of a target is another wave. */
export function createReadWavePlan<Kind>({ plans, approvals, planKindOf, clock }: Dependencies<Kind>) {
  return async function readWavePlan(wave: Pick<Run, "workspaceId">, type: string, rows: readonly TargetRow[]) {
    const made = rows.filter(({ state, run }) => state === "succeeded" && run !== undefined);
    const targets: TargetPlan[] = [];
    for (let from = 0; from < made.length; from += readsAtOnce) {
      const read = await Promise.all(made.slice(from, from + readsAtOnce).map((row) => planOf(wave.workspaceId, row)));
      targets.push(...read.flatMap((one) => one ?? []));
    }
    return { digest: digestOf(type, targets), targets } satisfies WavePlan;
  };

  async function planOf(workspaceId: string, { environmentId, run }: TargetRow): Promise<TargetPlan | undefined> {
    const kind = run && planKindOf(run);
    if (run === undefined || kind === undefined) return undefined;
    const scope = { workspaceId, environmentId };
    const [plan, approval] = await Promise.all([plans.find(scope, kind, run.id), approvals.find(scope, run.id)]);
    const { creates = 0, updates = 0, deletes = 0 } = plan?.changes ?? {};
    if (!plan?.isPlanned || plan.digest === undefined || creates + updates + deletes === 0) return undefined;
    return {
      ...{ environmentId, id: run.id, digest: plan.digest, changes: plan.changes, expiresAt: plan.expiresAt ?? "" },
      approval: approval && approvalStateAt(approval, clock.now()),
    };
  }
}
export type ReadWavePlan = ReturnType<typeof createReadWavePlan>;

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

/** Whether a plan may still be executed: within its own time, or within that of its approval. */
export const isExecutable = ({ expiresAt, approval }: TargetPlan, now: Date): boolean =>
  approval === undefined ? now.toISOString() <= expiresAt : approval === "approved";

/** Whether a plan needs an approval, by the rule of its environment or because one was requested, and has none. */
export function lacksApproval(
  { kind }: { readonly kind?: string | undefined },
  risk: Risk,
  rule: ApprovalRule | undefined,
  target: TargetPlan,
): boolean {
  const isNeeded =
    target.approval !== undefined ||
    needsApproval(rule, { risk, isClient: kind === "client", items: changesOf(target) });
  return isNeeded && target.approval !== "approved";
}
