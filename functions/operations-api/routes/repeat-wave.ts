import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived } from "../../../shared/access/member.ts";
import type { RunTruths } from "../../../shared/actionability/run-truths.ts";
import { repeatWave } from "../../../shared/contract/wave-routes.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { waveInput } from "../../../shared/operations/waves/operations.wave.input.ts";
import { waveType } from "../../../shared/operations/waves/wave-type.ts";
import type { ReadWave } from "../../../shared/waves/read-wave.ts";
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
    const { type, input, environmentIds, canary, concurrency, stop } = read.data;
    return parts.startWave({
      ...{ member, locale, type, input, externalReference: body.externalReference ?? run.externalReference },
      initiator: initiatorOf(caller),
      key: idempotencyKey === undefined ? undefined : callerKey(idempotencyKey, { wave: run.id, ...body }),
      rules: { canary, concurrency, stop },
      repeats: run.id,
      async select() {
        const states = new Set<string>(body.states);
        const rows = targetRowsOf(run, environmentIds, await parts.readWave(run, { whole: true }));
        const needed = await stillNeeded(
          parts,
          rows.filter(({ state }) => states.has(state)),
        );
        const places = new Map((await access.listEnvironments(member)).map((place) => [place.id, place]));
        return needed.flatMap(({ environmentId }) => {
          const place = places.get(environmentId);
          return place === undefined || isArchived(member, environmentId) ? [] : [place];
        });
      },
    });
  });

/** Targets without a run, and those whose run is still an open issue. */
async function stillNeeded({ truths }: Dependencies, rows: readonly TargetRow[]): Promise<TargetRow[]> {
  const runs = rows.flatMap(({ run }) => run ?? []);
  const truthOf = await truths.evaluateMany(runs);
  return rows.filter(({ run }) => run === undefined || truthOf(run).actionability.isCurrentFollowUp);
}
