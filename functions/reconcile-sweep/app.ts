import type { Context } from "aws-lambda";
import type { AlertTick, EvaluateWorkspaces } from "../../shared/alerts/evaluate-workspaces.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import { opsReconcileAdapterRuns } from "../../shared/operations/platform/ops.reconcile_adapter_runs.ts";
import type { createRepairOpenProblems } from "../../shared/reconcile/retire-superseded.ts";
import type { createSweep, SweepReport } from "../../shared/reconcile/sweep.ts";
import { systemInitiator } from "../../shared/run/run.ts";
import type { Tick, TickReport } from "../../shared/schedules/tick.ts";
import type { CountedWork, createCountOpenWork } from "./count-open-work.ts";

interface Dependencies {
  readonly sweep: ReturnType<typeof createSweep>;
  /** Retires open problems that a success superseded without either end seeing the other. */
  readonly repairOpenProblems: ReturnType<typeof createRepairOpenProblems>;
  readonly runService: RunService;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The second clock of the schedules. */
  readonly tick: Pick<Tick, "tickIfSilent">;
  /** The second clock of the alerts: they are evaluated when the schedules had no clock. */
  readonly evaluateAlerts: EvaluateWorkspaces;
  readonly countOpenWork: ReturnType<typeof createCountOpenWork>;
  /** `openWork` is undefined between two counts, and when the count was incomplete. */
  readonly report: (
    swept: SweepReport,
    retired: number,
    openWork: CountedWork | undefined,
    ticked: TickReport | undefined,
    evaluated: AlertTick | undefined,
  ) => void;
}

/** Runs per sweep. The rest is due for the next sweep. */
const runsMax = 500;
/** Open work is counted every fifth minute: counting reads all of it, and its metric needs no finer resolution. */
const countEveryMinutes = 5;
/** Lambda time reserved for recording the sweep itself. */
const reserveMillis = 10_000;

/** One scheduled sweep. It records a run in each workspace that it changed; a sweep without changes records nothing. */
export function createSweepFunction({
  sweep,
  repairOpenProblems,
  runService,
  tick,
  evaluateAlerts,
  countOpenWork,
  clock,
  ids,
  report,
}: Dependencies) {
  return async (_event: unknown, context: Context) => {
    const mayGoOn = () => context.getRemainingTimeInMillis() > reserveMillis;
    const swept = await sweep({ runsMax, mayGoOn });
    for (const [workspaceId, changed] of swept.changed) await record(workspaceId, changed);
    const retired = await repairOpenProblems(mayGoOn);
    const ticked = await tick.tickIfSilent(mayGoOn);
    const evaluated = ticked === undefined ? undefined : await evaluateAlerts(mayGoOn);
    const isCountDue = Math.floor(clock.now().getTime() / 60_000) % countEveryMinutes === 0;
    report(swept, retired, isCountDue ? await countOpenWork(mayGoOn) : undefined, ticked, evaluated);
    return { counts: swept.counts, isCutShort: swept.isCutShort, retired };
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
