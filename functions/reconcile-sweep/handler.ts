import * as z from "zod";
import { systemClock } from "../../shared/clock.ts";
import { createDelivery } from "../../shared/dispatch/deliver.ts";
import { createSender } from "../../shared/dispatch/send.ts";
import { queueEnv, queueUrlsOf, readEnv, tableEnv } from "../../shared/env.ts";
import { randomIds } from "../../shared/ids.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { count, createLog, createMetrics } from "../../shared/log.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterNeeds } from "../../shared/reconcile/adapter-needs.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { createReconcileRun } from "../../shared/reconcile/reconcile-run.ts";
import { createRepairOpenProblems } from "../../shared/reconcile/retire-superseded.ts";
import { createSweep, sweepResults } from "../../shared/reconcile/sweep.ts";
import { queueClient, tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { createSweepFunction } from "./app.ts";

const env = readEnv(z.object({ ...tableEnv.shape, ...queueEnv.shape }));
const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);
const target = { client: tableClient(), tableName: env.TABLE_NAME };
const parts = { clock: systemClock, ids: randomIds };
const runService = createRunService({ ...target, ...parts });
const queries = createRunQueries(target);
const onFailure = (runId: string, error: unknown) => log.error("sweeping a run failed", { runId, error });

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
      send: createSender({ client: queueClient(), queueUrls: queueUrlsOf(env) }),
    }),
    reconcileRun: createReconcileRun({
      ...parts,
      runService,
      askAdapter: createAskAdapter({
        findOperation,
        needs: createAdapterNeeds({ ...target, ...parts, overrides: env.OPERATION_LIFECYCLE_OVERRIDES }),
      }),
    }),
    findOperation,
    overrides: env.OPERATION_LIFECYCLE_OVERRIDES,
    onFailure,
  }),
  repairOpenProblems: createRepairOpenProblems({
    ...parts,
    runService,
    queries,
    successPointer: createSuccessPointer(target),
    findOperation,
    onFailure,
  }),
  report({ counts, stale, isCutShort }, { retired, open }) {
    log.info("sweep done", { ...counts, stale, isCutShort, retired, open });
    count(metrics, "sweep_done", {});
    count(metrics, "runs_stale", {}, stale);
    count(metrics, "follow_ups_open", {}, open);
    for (const result of sweepResults) count(metrics, "sweep_result", { result }, counts[result]);
  },
});

export const handler = invocation(log, sweepFunction);
