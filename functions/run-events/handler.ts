import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import * as z from "zod";
import { systemClock } from "../../shared/foundation/clock.ts";
import { queueEnv, queueUrlsOf, readEnv, retentionEnv, tableEnv } from "../../shared/foundation/env.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { createSuccessPointer } from "../../shared/ledger/success-pointer.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createSettleRecords } from "../../shared/reconcile/settle-records.ts";
import { createAuditRecorder } from "../../shared/records/audit.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { createNotificationRecorder } from "../../shared/records/notifications.ts";
import { createNudgeWave } from "../../shared/waves/nudge-wave.ts";
import { clientLimits } from "../middleware/client-limits.ts";
import { tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { lazyParking, lazySender } from "../middleware/lazy-queues.ts";
import { leanClient } from "../middleware/lean-client.ts";
import { createStoreClock } from "../middleware/store-clock.ts";
import { createRunEvents } from "./app.ts";
import { createAuditEnd } from "./audit-end.ts";
import { emitEndMetrics } from "./end-metrics.ts";
import { createProcessRunEnd } from "./process-run-end.ts";
import { createPublishEnd } from "./publish-end.ts";
import { createRecordProof } from "./record-proof.ts";

const env = readEnv(
  tableEnv.extend({
    ...retentionEnv.shape,
    ...queueEnv.shape,
    PARKED_QUEUE_URL: z.url(),
    EVENT_BUS_NAME: z.string().min(1),
  }),
);
const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);
const target = { client: tableClient(), tableName: env.TABLE_NAME };

const settleRecords = createSettleRecords({
  findOperation,
  needs: createAdapterDependencies({ ...target, clock: systemClock }),
});
const auditEnd = createAuditEnd({
  audit: createAuditRecorder({ ...target, retentionDays: env.AUDIT_RETENTION_DAYS }),
  findOperation,
});
const notifications = createNotificationRecorder({ ...target, retentionDays: env.NOTIFICATION_RETENTION_DAYS });
const queries = createRunQueries(target);
const followOutcome = createProcessRunEnd({
  queries,
  runService: createRunService({ ...target, clock: systemClock, ids: randomIds }),
  successPointer: createSuccessPointer(target),
  findOperation,
});

const recordProof = createRecordProof({
  proofs: createEnvironmentProofs(target),
  findOperation,
  clock: createStoreClock(target.client, () => count(metrics, "clock_skewed", {})),
});

const nudgeWave = createNudgeWave({
  queries,
  send: lazySender(queueUrlsOf(env)),
});
const publishEnd = createPublishEnd({
  client: leanClient(new EventBridgeClient(clientLimits)),
  busName: env.EVENT_BUS_NAME,
  overrides: env.OPERATION_LIFECYCLE_OVERRIDES,
});

const runEvents = createRunEvents({
  clock: systemClock,
  async follow(run) {
    // First: a record must not show its ended run as still running, even if a later step fails.
    await settleRecords(run);
    await auditEnd(run);
    await notifications.record(run);
    await followOutcome(run);
    await recordProof(run);
    await nudgeWave(run);
    // Last: an outage of the event bus must not delay what our own pages show.
    await publishEnd(run);
    emitEndMetrics(metrics, run);
  },
  park: lazyParking(env.PARKED_QUEUE_URL),
  onFailure(runId, error, isParked) {
    log.error("processing an end failed", { runId, isParked, error });
    count(metrics, isParked ? "end_parked" : "end_retried", {});
  },
});

export const handler = invocation(log, runEvents);
