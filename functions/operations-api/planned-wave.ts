import type { Member } from "../../shared/access/member.ts";
import type { ProblemCode } from "../../shared/contract/problem.ts";
import type { WaveLeftOutCode } from "../../shared/run/wave.ts";
import type { DividedPlan } from "../../shared/waves/wave-plan.ts";
import { type DryWave, readDividedPlan } from "../middleware/dry-wave.ts";
import { invalid, ProblemError } from "../middleware/errors.ts";
import { planHrefOf } from "./approval-gate.ts";
import type { WaveTargets } from "./start-wave.ts";

/** How a start names the plan of a dry wave. */
interface GivenWavePlan {
  readonly plannedBy: string;
  readonly planDigest: string;
  readonly confirmation: string;
}

/**
 * The targets that execute the plan of a dry wave, exactly as it was reviewed. The digest is that of the plans that can be
 * executed now; the others are left out. Refused when these are other plans by now, and for the digest of the whole plan
 * while a part of it cannot be executed.
 */
export async function plannedTargets(
  parts: Parameters<typeof readDividedPlan>[0],
  member: Member,
  dry: DryWave,
  asked: GivenWavePlan,
): Promise<WaveTargets> {
  if (asked.confirmation !== member.workspace.name) {
    throw invalid("targets.confirmation", "must be the name of the workspace");
  }
  const plan = await readDividedPlan(parts, member, dry);
  const { ready, leftOut } = plan;
  if (asked.planDigest === ready.digest && ready.targets.length > 0) {
    return {
      places: ready.targets.map(({ environmentId: id, ...target }) => ({
        id,
        plan: { id: target.id, digest: target.digest },
      })),
      leftOut: leftOut.map(({ environmentId, code }) => ({ environmentId, code })),
    };
  }
  if (asked.planDigest === plan.digest && leftOut.length > 0) throw notWhole(dry, plan);
  throw new ProblemError("plan_changed", {
    detail:
      "The digest is not that of the wave's plan now: a part of it was executed, approved or refused, or has expired. Review the plan again.",
  });
}

const causes: Readonly<Record<WaveLeftOutCode, { readonly problem: ProblemCode; readonly text: string }>> = {
  approval_required: { problem: "approval_required", text: "waiting for the approval of another person" },
  approval_refused: { problem: "approval_required", text: "refused" },
  plan_in_use: { problem: "approval_required", text: "used by another run" },
  plan_expired: { problem: "plan_expired", text: "expired" },
  environment_archived: { problem: "environment_archived", text: "for an archived environment" },
  is_source: { problem: "plan_changed", text: "for the source" },
};

/** Names why plans cannot be executed, one of them, and what can be done. */
function notWhole({ run }: DryWave, { targets, ready, leftOut }: DividedPlan): ProblemError {
  const codes = Object.keys(causes).flatMap((known) => {
    const those = leftOut.filter(({ code }) => code === known);
    return those[0] === undefined ? [] : [{ code: those[0].code, id: those[0].id, count: those.length }];
  });
  const [first] = codes;
  const counted = codes.map(({ code, count }) => `${count} ${causes[code].text}`).join(", ");
  const remedy =
    ready.targets.length > 0
      ? `Execute the other ${ready.targets.length} with the digest of ready, which leaves these out`
      : "Make a new dry wave";
  const wait = codes.some(({ code }) => code === "approval_required") ? ", or wait for the approvals" : "";
  return new ProblemError(first === undefined ? "plan_changed" : causes[first.code].problem, {
    detail: `${leftOut.length} of ${targets.length} plans of the wave cannot be executed: ${counted}. ${remedy}${wait}. The link names one of them.`,
    ...(first && { plan: { id: first.id, href: planHrefOf(run.workspaceId, first.id) } }),
  });
}
