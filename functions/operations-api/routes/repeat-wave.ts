import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived } from "../../../shared/access/member.ts";
import type { RunTruths } from "../../../shared/actionability/run-truths.ts";
import { repeatWave } from "../../../shared/contract/wave-routes.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { waveInput } from "../../../shared/operations/waves/operations.wave.input.ts";
import { isCancelled } from "../../../shared/run/cancelled.ts";
import type { Run } from "../../../shared/run/run.ts";
import { waveType } from "../../../shared/run/wave.ts";
import type { ReadWave, WaveState } from "../../../shared/waves/read-wave.ts";
import { type TargetRow, targetRowsOf } from "../../../shared/waves/target-rows.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { notFound, ProblemError } from "../../middleware/errors.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { callerKey } from "../caller-key.ts";
import type { StartWave } from "../start-wave.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly truths: Pick<RunTruths, "evaluateMany">;
  readonly readWave: ReadWave;
  readonly startWave: StartWave;
}

/**
 * Starts a further wave over chosen targets of an ended one. What is already true is left out: a failed target whose work
 * has succeeded since, or that a person has closed. The rules and the input are those of the first wave.
 */
export const repeatWaveEndpoint = (parts: Dependencies) =>
  writeEndpoint(repeatWave, async ({ caller, locale, param, body, idempotencyKey }) => {
    const { access, queries } = parts;
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("wave"));
    const read = run.type === waveType ? waveInput.safeParse(await queries.getInput(run)) : undefined;
    if (read?.success !== true) throw notFound();
    need(member, repeatWave.capability);
    if (run.status !== "completed") {
      throw new ProblemError("action_not_available", {
        detail: "The wave has not ended yet. Stop it, or wait until each of its targets has ended.",
      });
    }
    const { type, input, environmentIds, canary, concurrency, stop, plans } = read.data;
    return parts.startWave({
      ...{ member, locale, type, input, externalReference: body.externalReference ?? run.externalReference },
      initiator: initiatorOf(caller),
      key: idempotencyKey === undefined ? undefined : callerKey(idempotencyKey, { wave: run.id, ...body }),
      rules: { canary, concurrency, stop },
      repeats: run.id,
      isPlanned: plans !== undefined,
      async select() {
        const states = new Set<string>(body.states);
        const wave = await parts.readWave(run, { whole: true });
        const rows = targetRowsOf(run, environmentIds, wave).filter(({ state }) => states.has(state));
        const needed = await stillNeeded(parts, rows, wave.stop);
        const known = new Set((await access.listEnvironments(member)).map(({ id }) => id));
        const places = needed.flatMap(({ environmentId: id }) => {
          const plan = plans?.[environmentIds.indexOf(id)];
          return !known.has(id) || isArchived(member, id) ? [] : [{ id, ...(plan && { plan }) }];
        });
        return { places };
      },
    });
  });

/** Targets without a run, and those whose run is still an open issue, or would be one if the wave had not cancelled it. */
async function stillNeeded(
  { truths }: Dependencies,
  rows: readonly TargetRow[],
  stop: WaveState["stop"],
): Promise<TargetRow[]> {
  const judged = rows.map((row) => ({ row, run: stop?.reason === "aborted" ? withoutCancel(row) : row.run }));
  const truthOf = await truths.evaluateMany(judged.flatMap(({ run }) => run ?? []));
  return judged.flatMap(({ row, run }) =>
    run === undefined || truthOf(run).actionability.isCurrentFollowUp ? [row] : [],
  );
}

/** A stop cancels queued runs. That leaves no issue open, but their work was never done, so they count as failed here. */
function withoutCancel({ run, isJoined }: TargetRow): Run | undefined {
  if (run === undefined || isJoined || !isCancelled(run)) return run;
  const { endedBy: _, ...failed } = run;
  return failed;
}
