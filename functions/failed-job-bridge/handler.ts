import { systemClock } from "../../shared/foundation/clock.ts";
import { failureQueueEnv, laneOfFailureQueue, readEnv, tableEnv } from "../../shared/foundation/env.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { reportDecisions } from "../middleware/report-decisions.ts";
import { createBridge } from "./app.ts";

const env = readEnv(tableEnv.extend({ ...overridesEnv, ...failureQueueEnv.shape }));
const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);
const target = { client: tableClient(), tableName: env.TABLE_NAME };

const bridge = createBridge({
  queries: createRunQueries(target),
  runService: createRunService({ ...target, clock: systemClock, ids: randomIds }),
  askAdapter: reportDecisions(
    createAskAdapter({
      findOperation,
      needs: createAdapterDependencies({ ...target, clock: systemClock, overrides: env.OPERATION_LIFECYCLE_OVERRIDES }),
    }),
    (decision) => count(metrics, "reconciliation_decided", { decision }),
  ),
  findOperation,
  clock: systemClock,
  laneOf: laneOfFailureQueue(env),
  reports: {
    rejected(reason, messageId) {
      log.warn("message does not correlate", { reason, messageId });
      count(metrics, "correlation_rejected", { reason });
    },
    settled(run, how) {
      log.info("run ended by the bridge", { runId: run.id, workspaceId: run.workspaceId, type: run.type, how });
      count(metrics, "run_bridged", { type: run.type });
    },
    failed(messageId, error) {
      log.error("bridging failed", { messageId, error });
      count(metrics, "bridge_failed", {});
    },
  },
});

export const handler = invocation(log, bridge);
