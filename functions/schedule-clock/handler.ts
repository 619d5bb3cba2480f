import * as z from "zod";
import { createAlertClock } from "../../shared/alerts/create-alert-clock.ts";
import { queueEnv, queueUrlsOf, readEnv, tableEnv } from "../../shared/foundation/env.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { loadOnce } from "../../shared/foundation/load-once.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";
import { findOperation, operations } from "../../shared/operations/registry.ts";
import { createClock } from "../../shared/schedules/create-clock.ts";
import { tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { lazySender } from "../middleware/lazy-queues.ts";
import { reportAlerts } from "../middleware/report-alerts.ts";
import { reportTick } from "../middleware/report-tick.ts";
import { createStoreClock } from "../middleware/store-clock.ts";
import { createScheduleClock } from "./app.ts";

const env = readEnv(z.object({ ...tableEnv.shape, ...overridesEnv, ...queueEnv.shape }));
const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);
const client = tableClient();

const parts = {
  client,
  tableName: env.TABLE_NAME,
  send: lazySender(queueUrlsOf(env)),
  clock: createStoreClock(client, () => count(metrics, "clock_skewed", {})),
  ids: randomIds,
  findOperation,
  overrides: env.OPERATION_LIFECYCLE_OVERRIDES,
};
const visit = loadOnce(async () => (await import("../../shared/schedules/create-visit.ts")).createVisit(parts));
const tick = createClock({
  ...parts,
  visit: async (...schedule) => (await visit())(...schedule),
  onFailure: (scheduleId, error) => log.error("visiting a schedule failed", { scheduleId, error }),
});
const judge = loadOnce(async () => (await import("../../shared/alerts/create-alert-judge.ts")).createAlertJudge(parts));
const evaluateAlerts = createAlertClock({
  ...parts,
  operations,
  judge: {
    evaluate: async (...reading) => (await judge()).evaluate(...reading),
    startDeliveries: async (...owed) => (await judge()).startDeliveries(...owed),
  },
  onFailure: (workspaceId, error) => log.error("evaluating alerts failed", { workspaceId, error }),
});

const app = createScheduleClock({
  tick,
  evaluateAlerts,
  report(done, evaluated) {
    reportTick(log, metrics)(done);
    reportAlerts(log, metrics)(evaluated);
  },
});

export const handler = invocation(log, app);
