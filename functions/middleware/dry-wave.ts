import type { Access } from "../../shared/access/access-store.ts";
import { isArchived, type Member } from "../../shared/access/member.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { type WaveInput, waveInput } from "../../shared/operations/waves/operations.wave.input.ts";
import type { Run } from "../../shared/run/run.ts";
import { waveType } from "../../shared/run/wave.ts";
import type { ReadWave } from "../../shared/waves/read-wave.ts";
import { targetRowsOf } from "../../shared/waves/target-rows.ts";
import { type DividedPlan, dividedPlan, type ReadWavePlan } from "../../shared/waves/wave-plan.ts";
import { ProblemError } from "./errors.ts";
import { runOr404 } from "./run-or-404.ts";

/** An ended dry wave, whose plans a further wave may execute. */
export interface DryWave {
  readonly run: Run;
  readonly given: WaveInput;
}

/**
 * Finds a dry wave; undefined for any other run. Throws the common 404 for one that is hidden or absent, and a conflict
 * for one that is still at work.
 */
export async function findDryWave(
  queries: Pick<RunQueries, "getRun" | "getInput">,
  member: Member,
  id: string,
): Promise<DryWave | undefined> {
  const run = await runOr404(queries, member, id);
  const read = run.type === waveType ? waveInput.safeParse(await queries.getInput(run)) : undefined;
  if (read?.success !== true || read.data.input.dryRun !== true) return undefined;
  if (run.status !== "completed") {
    throw new ProblemError("action_not_available", {
      detail: "The dry wave has not ended yet. Wait until each of its targets has ended, then review its plan.",
    });
  }
  return { run, given: read.data };
}

interface Dependencies {
  readonly access: Pick<Access, "listEnvironments">;
  readonly readWave: ReadWave;
  readonly readWavePlan: ReadWavePlan;
  readonly clock: Clock;
}

/** The plan of a dry wave as it stands now for this member. An environment that is gone counts as archived. */
export async function readDividedPlan(
  { access, readWave, readWavePlan, clock }: Dependencies,
  member: Member,
  { run, given: { type, environmentIds } }: DryWave,
): Promise<DividedPlan> {
  const rows = targetRowsOf(run, environmentIds, await readWave(run, { whole: true }));
  const [plan, places] = await Promise.all([readWavePlan(run, type, rows), access.listEnvironments(member)]);
  const ruleOf = new Map(places.map(({ id, approval }) => [id, approval]));
  const work = { type, risk: findOperation(type)?.risk ?? "destructive" };
  return dividedPlan(work, plan, {
    kind: member.kind,
    ruleOf: (id) => ruleOf.get(id),
    isArchived: (id) => isArchived(member, id) || !ruleOf.has(id),
    now: clock.now(),
  });
}
