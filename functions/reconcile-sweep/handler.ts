import * as z from "zod";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { queueEnv, queueUrlsOf, readEnv, tableEnv } from "../../shared/foundation/env.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { loadOnce } from "../../shared/foundation/load-once.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createRepairOpenProblems } from "../../shared/reconcile/retire-superseded.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createSweep, sweepResults } from "../../shared/reconcile/sweep.ts";
import { createClockBeats } from "../../shared/records/clock-beats.ts";
import { areSchedulesSilent } from "../../shared/schedules/clock-silence.ts";
import { tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { lazySender } from "../middleware/lazy-queues.ts";
import { reportAlerts } from "../middleware/report-alerts.ts";
import { reportDecisions } from "../middleware/report-decisions.ts";
import { reportTick } from "../middleware/report-tick.ts";
import { createStoreClock } from "../middleware/store-clock.ts";
import { createSweepFunction } from "./app.ts";

const env = readEnv(z.object({ ...tableEnv.shape, ...overridesEnv, ...queueEnv.shape }));
const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);
const client = tableClient();
const target = { client, tableName: env.TABLE_NAME };
const send = lazySender(queueUrlsOf(env));
const parts = { clock: systemClock, ids: randomIds };
const runService = createRunService({ ...target, ...parts });
const queries = createRunQueries(target);
const overrides = env.OPERATION_LIFECYCLE_OVERRIDES;
const onFailure = (runId: string, error: unknown) => log.error("sweeping a run failed", { runId, error });

const adapterNeeds = createAdapterDependencies({ ...target, ...parts, overrides });

// The sweep has read the table before the second clock needs the time.
const storeClock = createStoreClock(client, () => count(metrics, "clock_skewed", {}));
const beats = createClockBeats(target);
const secondClock = loadOnce(async () => {
  const { createSecondClock } = await import("./second-clock.ts");
  return createSecondClock(
    { ...target, send, clock: storeClock, ids: randomIds, findOperation, overrides },
    {
      schedule: (scheduleId, error) => log.error("visiting a schedule failed", { scheduleId, error }),
      alerts: (workspaceId, error) => log.error("evaluating alerts failed", { workspaceId, error }),
    },
  );
});

// Open work is counted every fifth minute.
const openWorkCount = loadOnce(async () => {
  const { createOpenWorkCount } = await import("./open-work-count.ts");
  return createOpenWorkCount({ ...target, clock: systemClock, overrides, queries, runService });
});

const sweepFunction = createSweepFunction({
  ...parts,
  runService,
  sweep: createSweep({
    ...parts,
    runService,
    queries,
    delivery: createDelivery({
      ...parts,
      runService,
      send,
    }),
    reconcileRun: createReconcileRun({
      ...parts,
      runService,
      askAdapter: reportDecisions(createAskAdapter({ findOperation, needs: adapterNeeds }), (decision) =>
        count(metrics, "reconciliation_decided", { decision }),
      ),
    }),
    findOperation,
    overrides,
    onFailure,
  }),
  repairOpenProblems: createRepairOpenProblems({
    ...parts,
    runService,
    queries,
    successPointer: createSuccessPointer(target),
    findOperation,
    settleRecords: createSettleRecords({ findOperation, needs: adapterNeeds }),
    onFailure,
  }),
  tick: {
    tickIfSilent: async (mayGoOn) =>
      (await areSchedulesSilent(beats, storeClock)) ? (await secondClock()).tick.tickIfSilent(mayGoOn) : undefined,
  },
  evaluateAlerts: async (mayGoOn) => (await secondClock()).evaluateAlerts(mayGoOn),
  countOpenWork: async (mayGoOn) => (await openWorkCount())(mayGoOn),
  report({ counts, isCutShort }, retired, openWork, ticked, evaluated) {
    if (ticked !== undefined) reportTick(log, metrics)(ticked);
    if (evaluated !== undefined) reportAlerts(log, metrics)(evaluated);
    log.info("sweep done", { ...counts, isCutShort, retired, ...openWork });
    count(metrics, "sweep_done", {});
    if (openWork !== undefined) {
      count(metrics, "runs_stale", {}, openWork.stale);
      count(metrics, "follow_ups_open", {}, openWork.followUps);
    }
    for (const result of sweepResults) count(metrics, "sweep_result", { result }, counts[result]);
  },
});

export const handler = invocation(log, sweepFunction);
