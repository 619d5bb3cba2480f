import { type Clock, plusSeconds } from "../foundation/clock.ts";
import { dueShardCount } from "../ledger/keys.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { RunService } from "../ledger/run-service.ts";
import { correlationOf, type createSuccessPointer } from "../ledger/success-pointer.ts";
import { addLogKeys, withLogKeys } from "../observability/log-keys.ts";
import { actionabilityPolicyOf } from "../operations/actionability-policy.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { isLater } from "../run/generation.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease, isProblem } from "../run/status.ts";
import type { SettleRecords } from "./settle-records.ts";

interface Dependencies {
  readonly runService: RunService;
  readonly successPointer: ReturnType<typeof createSuccessPointer>;
  readonly findOperation: (type: string) => AnyOperation | undefined;
}

/**
 * Removes a problem from the open work when a later success of the same work exists; its history stays. Work that
 * requires manual review and unknown work are never removed. Returns whether it was removed.
 */
export function createRetireIfSuperseded({ runService, successPointer, findOperation }: Dependencies) {
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

interface RepairParts extends Dependencies {
  readonly queries: RunQueries;
  readonly clock: Clock;
  readonly settleRecords: SettleRecords;
  /** Reports the failure of one problem, which never stops the others. */
  readonly onFailure: (runId: string, error: unknown) => void;
}

/** When a problem is checked again: by then its index entry and a concurrent success are visible. */
const lookAgain = { afterSeconds: 45, untilSeconds: 240 } as const;
/** Sweeps may be missed or cut short: one shard per minute is checked this far back. */
export const lookBackSeconds = 24 * 3600;
const pageSize = 50;

/**
 * Checks recently ended problems again, and in rotation those of the last day. A problem and a success that end
 * almost simultaneously may miss each other: one before the pointer is written, the other before the index shows the
 * problem. Returns the number of removed problems; later sweeps reach the rest.
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
      // A superseded attempt may have written a record after its run had ended.
      await parts.settleRecords(problem);
      return await retireIfSuperseded(problem);
    } catch (error) {
      parts.onFailure(runId, error);
      return false;
    }
  }
}
