import * as z from "zod";
import { createPeople } from "../../shared/access/people-store.ts";
import { createReadOpenWork } from "../../shared/actionability/read-open-work.ts";
import { createRunTruths } from "../../shared/actionability/run-truths.ts";
import { createAlertClock } from "../../shared/alerts/create-alert-clock.ts";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { queueEnv, queueUrlsOf, readEnv, tableEnv } from "../../shared/foundation/env.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { createOpenLists } from "../../shared/ledger/open-lists.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createRepairOpenProblems } from "../../shared/reconcile/retire-superseded.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createSweep, sweepResults } from "../../shared/reconcile/sweep.ts";
import { createClock } from "../../shared/schedules/create-clock.ts";
import { tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { lazySender } from "../middleware/lazy-queues.ts";
import { reportAlerts } from "../middleware/report-alerts.ts";
import { reportDecisions } from "../middleware/report-decisions.ts";
import { reportTick } from "../middleware/report-tick.ts";
import { createStoreClock } from "../middleware/store-clock.ts";
import { createSweepFunction } from "./app.ts";
import { createCountOpenWork } from "./count-open-work.ts";

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

const secondClock = {
  ...target,
  send,
  // The sweep has read the table before the second clock needs the time.
  clock: createStoreClock(client, () => count(metrics, "clock_skewed", {})),
  ids: randomIds,
  findOperation,
  overrides,
};

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
  tick: createClock({
    ...secondClock,
    onFailure: (scheduleId, error) => log.error("visiting a schedule failed", { scheduleId, error }),
  }),
  evaluateAlerts: createAlertClock({
    ...secondClock,
    operations,
    onFailure: (workspaceId, error) => log.error("evaluating alerts failed", { workspaceId, error }),
  }),
  countOpenWork: createCountOpenWork({
    people: createPeople(target),
    readOpenWork: createReadOpenWork({
      ...target,
      ...parts,
      openLists: createOpenLists(target),
      findOperation,
      operations,
      overrides,
    }),
    queries,
    truths: createRunTruths({ ...target, ...parts, findOperation, overrides }),
    runService,
  }),
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
