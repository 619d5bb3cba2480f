import * as z from "zod";
import { systemClock } from "../../shared/foundation/clock.ts";
import {
  artifactLinkEnv,
  deploymentEnv,
  providerEnv,
  queueEnv,
  queueUrlsOf,
  rateEnv,
  readEnv,
  retentionEnv,
  signingEnv,
  tableEnv,
} from "../../shared/foundation/env.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";
import { roleCredentials, tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { lazySigner } from "../middleware/lazy-signer.ts";
import { queueClient } from "../middleware/queue-client.ts";
import { createStoreClock } from "../middleware/store-clock.ts";
import { createApp } from "./app.ts";
import { createArtifactLinks } from "./artifact-links.ts";

const env = readEnv(
  tableEnv.extend({
    ...overridesEnv,
    ...queueEnv.shape,
    ...providerEnv.shape,
    ...deploymentEnv.shape,
    ...retentionEnv.shape,
    ...rateEnv.shape,
    ...artifactLinkEnv.shape,
    ...signingEnv.shape,
    EMAIL_FROM: z.string().default(""),
  }),
);

const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);

const client = tableClient();

const app = createApp({
  client,
  tableName: env.TABLE_NAME,
  sqs: queueClient(),
  queueUrls: queueUrlsOf(env),
  clock: systemClock,
  tableClock: createStoreClock(client, () => count(metrics, "clock_skewed", {})),
  ids: randomIds,
  deployment: env.DEPLOYMENT,
  sendsMail: env.EMAIL_FROM !== "",
  allowedOrigins: env.PROVIDER_ALLOWED_ORIGINS,
  overrides: env.OPERATION_LIFECYCLE_OVERRIDES,
  links: createArtifactLinks({ url: env.ARTIFACTS_URL, region: env.AWS_REGION, credentials: roleCredentials }),
  signer: lazySigner(env.SIGNING_KEY_ID),
  ratePerSecond: env.RATE_LIMIT_PER_SECOND,
  auditRetentionDays: env.AUDIT_RETENTION_DAYS,
  log,
  onDecision: (decision) => count(metrics, "reconciliation_decided", { decision }),
});

export const handler = invocation(log, app);
