import type { Context } from "aws-lambda";
import type { Clock } from "../../shared/clock.ts";
import type { Ids } from "../../shared/ids.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import { opsReconcileAdapterRuns } from "../../shared/operations/ops.reconcile_adapter_runs.ts";
import type { createRepairOpenProblems } from "../../shared/reconcile/retire-superseded.ts";
import type { createSweep, SweepReport } from "../../shared/reconcile/sweep.ts";
import { systemInitiator } from "../../shared/run/run.ts";
import type { CountedWork, createCountOpenWork } from "./count-open-work.ts";

interface Parts {
  readonly sweep: ReturnType<typeof createSweep>;
  /** Takes problems off the open list that a success superseded unnoticed. */
  readonly repairOpenProblems: ReturnType<typeof createRepairOpenProblems>;
  readonly runService: RunService;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly countOpenWork: ReturnType<typeof createCountOpenWork>;
  /** `openWork` is undefined in the minutes between two counts, and when it could not be counted whole. */
  readonly report: (swept: SweepReport, retired: number, openWork: CountedWork | undefined) => void;
}

/** One sweep looks at no more runs than this; the rest is due for the next one. */
const runsMax = 500;
/** Open work is counted by every fifth sweep: it is read as a whole, and nobody looks at its number more often. */
const countEveryMinutes = 5;
/** What is kept back of the Lambda's time to record the sweep itself. */
const reserveMillis = 10_000;

/** One scheduled sweep. What it changed is on record in each workspace as a run of its own; a calm sweep leaves no trace. */
export function createSweepFunction({
  sweep,
  repairOpenProblems,
  runService,
  countOpenWork,
  clock,
  ids,
  report,
}: Parts) {
  return async (_event: unknown, context: Context) => {
    const mayGoOn = () => context.getRemainingTimeInMillis() > reserveMillis;
    const done = await sweep({ runsMax, mayGoOn });
    for (const [workspaceId, changed] of done.changed) await record(workspaceId, changed);
    const retired = await repairOpenProblems(mayGoOn);
    const isTurn = Math.floor(clock.now().getTime() / 60_000) % countEveryMinutes === 0;
    report(done, retired, isTurn ? await countOpenWork(mayGoOn) : undefined);
    return { counts: done.counts, isCutShort: done.isCutShort, retired };
  };

  async function record(workspaceId: string, changed: number): Promise<void> {
    const now = clock.now();
    await runService.recordCompleted(
      {
        id: ids.next(now),
        type: opsReconcileAdapterRuns.type,
        workspaceId,
        environmentId: null,
        initiator: systemInitiator,
        createdAt: now.toISOString(),
        correlationHash: undefined,
        input: {},
        context: {},
      },
      { outcome: "succeeded", source: "scheduled_reconciler", summaryCounts: { total: changed, processed: changed } },
    );
  }
}
