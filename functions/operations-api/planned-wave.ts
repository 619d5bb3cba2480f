import type { Access } from "../../shared/access/access-store.ts";
import type { Member } from "../../shared/access/member.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { type WaveInput, waveInput } from "../../shared/operations/waves/operations.wave.input.ts";
import type { Run } from "../../shared/run/run.ts";
import { waveType } from "../../shared/run/wave.ts";
import type { ReadWave } from "../../shared/waves/read-wave.ts";
import { targetRowsOf } from "../../shared/waves/target-rows.ts";
import { isExecutable, lacksApproval, type ReadWavePlan } from "../../shared/waves/wave-plan.ts";
import { invalid, ProblemError } from "../middleware/errors.ts";
import { runOr404 } from "../middleware/run-or-404.ts";
import { planHrefOf } from "./approval-gate.ts";
import type { WaveTargetPlace } from "./start-wave.ts";

interface Dependencies {
  readonly access: Pick<Access, "listEnvironments">;
  readonly queries: RunQueries;
  readonly readWave: ReadWave;
  readonly readWavePlan: ReadWavePlan;
  readonly clock: Clock;
}

/** How a start names the plan of a dry wave. */
interface GivenWavePlan {
  readonly plannedBy: string;
  readonly planDigest: string;
  readonly confirmation: string;
}

/** An ended dry wave, whose plans a further wave may execute. */
export interface DryWave {
  readonly run: Run;
  readonly given: WaveInput;
  /** The input that its targets were planned with. */
  readonly input: WaveInput["input"];
}

/** Finds the dry wave that a start names. Throws for one that is hidden, absent, of other work, or still at work. */
export async function dryWaveOr404(
  { queries }: Pick<Dependencies, "queries">,
  member: Member,
  type: string,
  plannedBy: string,
): Promise<DryWave> {
  const run = await runOr404(queries, member, plannedBy);
  const read = run.type === waveType ? waveInput.safeParse(await queries.getInput(run)) : undefined;
  if (read?.success !== true || read.data.type !== type || read.data.input.dryRun !== true) {
    throw invalid("targets.plannedBy", "must be the id of a wave that planned this type with dryRun");
  }
  if (run.status !== "completed") {
    throw new ProblemError("action_not_available", {
      detail: "The dry wave has not ended yet. Wait until each of its targets has ended, then review its plan.",
    });
  }
  const { dryRun: _, ...input } = read.data.input;
  return { run, given: read.data, input };
}

/**
 * The targets that execute the plan of a dry wave, as it was reviewed: refused when the plan is another one by now, when
 * a part of it has expired, and when an environment asks for an approval that its part does not have.
 */
export async function plannedTargets(
  parts: Dependencies,
  member: Member,
  { run, given }: DryWave,
  asked: GivenWavePlan,
): Promise<readonly WaveTargetPlace[]> {
  if (asked.confirmation !== member.workspace.name) {
    throw invalid("targets.confirmation", "must be the name of the workspace");
  }
  const rows = targetRowsOf(run, given.environmentIds, await parts.readWave(run, { whole: true }));
  const { digest, targets } = await parts.readWavePlan(run, given.type, rows);
  if (digest !== asked.planDigest) {
    throw new ProblemError("plan_changed", {
      detail: "The digest is not that of the wave's plan. Review the plan again: parts of it may have been executed.",
    });
  }
  const places = new Map((await parts.access.listEnvironments(member)).map((place) => [place.id, place]));
  const planned = targets.flatMap((plan) => {
    const place = places.get(plan.environmentId);
    return place === undefined ? [] : [{ ...place, plan: { id: plan.id, digest: plan.digest }, target: plan }];
  });
  const lacking = planned.filter(({ approval, target }) =>
    lacksApproval(member, findOperation(given.type)?.risk ?? "destructive", approval, target),
  );
  const decided = lacking.filter(({ target }) => target.approval !== undefined && target.approval !== "requested");
  const [first] = [...decided, ...lacking];
  if (first !== undefined) {
    const { workspaceId } = run;
    const detail =
      decided.length > 0
        ? `The approval of ${decided.length} of ${planned.length} plans of the wave was refused, has expired or is used by another run. Make a new dry wave without the environments that are not to be changed. This is one of the plans.`
        : `Another person must approve ${lacking.length} of ${planned.length} plans of the wave first. This is one of them.`;
    throw new ProblemError("approval_required", {
      detail,
      plan: { id: first.plan.id, href: planHrefOf(workspaceId, first.plan.id) },
    });
  }
  if (planned.some(({ target }) => !isExecutable(target, parts.clock.now()))) {
    throw new ProblemError("plan_expired", { detail: "A plan of the wave has expired. Make a new dry wave." });
  }
  return planned;
}
