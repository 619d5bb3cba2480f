import { type Clock, plusSeconds } from "../clock.ts";
import { dueShardCount } from "../ledger/keys.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { RunService } from "../ledger/run-service.ts";
import { correlationOf, type createSuccessPointer } from "../ledger/success-pointer.ts";
import { addLogKeys, withLogKeys } from "../log-keys.ts";
import { actionabilityPolicyOf } from "../operations/actionability-policy.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { isLater } from "../run/generation.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease, isProblem } from "../run/status.ts";
import type { SettleRecords } from "./settle-records.ts";

interface Parts {
  readonly runService: RunService;
  readonly successPointer: ReturnType<typeof createSuccessPointer>;
  readonly findOperation: (type: string) => AnyOperation | undefined;
}

/**
 * Takes a problem off the list of open work if a success of the same work came later; its history stays. Work that
 * a person must judge, and work we do not know, is never taken off. Says whether it was.
 */
export function createRetireIfSuperseded({ runService, successPointer, findOperation }: Parts) {
  return async function retireIfSuperseded(problem: Run): Promise<boolean> {
    const policy = actionabilityPolicyOf(findOperation(problem.type));
    const scope = correlationOf(problem);
    const isOpen = isProblem(problem.outcome) && problem.openKey !== undefined;
    if (policy === "manual_review" || scope === undefined || !isOpen) return false;
    const successes = await successPointer.findSuccesses(scope);
    if (!successes.some((success) => isLater(success, problem))) return false;
    return (await runService.retire(problem)).outcome === "written";
  };
}

interface RepairParts extends Parts {
  readonly queries: RunQueries;
  readonly clock: Clock;
  readonly settleRecords: SettleRecords;
  /** One problem's trouble is reported and never stops the others. */
  readonly onFailure: (runId: string, error: unknown) => void;
}

/** When a problem is looked at again: its index entry and the success beside it have surely arrived by then. */
const lookAgain = { afterSeconds: 45, untilSeconds: 240 } as const;
/** Sweeps may be missed or cut short: one shard a minute is looked through as far back as this. */
export const lookBackSeconds = 24 * 3600;
const pageSize = 50;

/**
 * Looks again at problems that ended a short while ago, and in turn at those of the last day. A problem and a success
 * that end at nearly the same time may each miss the other: the one before the pointer is written, the other before
 * the index shows the problem. Answers how many were taken off; what is not reached is reached by a later sweep.
 */
export function createRepairOpenProblems(parts: RepairParts) {
  const { queries, clock } = parts;
  const retireIfSuperseded = createRetireIfSuperseded(parts);

  return async function repairOpenProblems(mayGoOn: () => boolean): Promise<number> {
    const now = clock.now();
    const to = plusSeconds(now, -lookAgain.afterSeconds);
    const shards = Array.from({ length: dueShardCount }, (_, shard) => shard);
    const turn = Math.floor(now.getTime() / 60_000) % dueShardCount;
    const looks = [
      ...shards.map((shard) => ({ shard, from: plusSeconds(now, -lookAgain.untilSeconds) })),
      { shard: turn, from: plusSeconds(now, -lookBackSeconds) },
    ];
    let retired = 0;
    for (const { shard, from } of looks) {
      let next: Record<string, unknown> | undefined;
      do {
        if (!mayGoOn()) return retired;
        const page = await queries.findEnded(shard, { from, to }, pageSize, next);
        for (const runId of page.ids) {
          if (await withLogKeys({ runId }, () => repair(runId))) retired += 1;
        }
        next = page.next;
      } while (next !== undefined);
    }
    return retired;
  };

  async function repair(runId: string): Promise<boolean> {
    try {
      const problem = await queries.getRun(runId);
      if (problem === undefined || isFromNewerRelease(problem)) return false;
      addLogKeys({ workspaceId: problem.workspaceId });
      // A superseded attempt that was still on its way may have written a record after its run had ended.
      await parts.settleRecords(problem);
      return await retireIfSuperseded(problem);
    } catch (error) {
      parts.onFailure(runId, error);
      return false;
    }
  }
}
