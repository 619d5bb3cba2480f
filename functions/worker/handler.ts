import * as z from "zod";
import { systemClock } from "../../shared/foundation/clock.ts";
import {
  artifactEnv,
  deploymentEnv,
  providerEnv,
  queueEnv,
  queueUrlsOf,
  readEnv,
  tableEnv,
} from "../../shared/foundation/env.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { createRunService } from "../../shared/ledger/run-service.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { overridesEnv } from "../../shared/operations/lifecycle-overrides.ts";
import { providerRatesJson } from "../../shared/operations/provider/provider-rates.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import { createAskAdapter } from "../../shared/reconcile/ask-adapter.ts";
import { lanes, leaseMarginSeconds } from "../../shared/run/lanes.ts";
import { tableClient } from "../middleware/clients.ts";
import { invocation } from "../middleware/invocation.ts";
import { lazySender } from "../middleware/lazy-queues.ts";
import { lazySigner } from "../middleware/lazy-signer.ts";
import { reportDecisions } from "../middleware/report-decisions.ts";
import { secretsClient } from "../middleware/secrets-client.ts";
import { lazyMail } from "./alerts/lazy-mail.ts";
import { lazyOutboundCall } from "./alerts/lazy-outbound-call.ts";
import { createWorker } from "./app.ts";
import { lazyFiles } from "./artifacts/lazy-artifacts.ts";
import { createHandlerDependencies } from "./handler-dependencies.ts";
import { secretReader } from "./secret-reader.ts";

const env = readEnv(
  z.object({
    ...tableEnv.shape,
    ...overridesEnv,
    ...queueEnv.shape,
    ...providerEnv.shape,
    ...deploymentEnv.shape,
    ...artifactEnv.shape,
    PROVIDER_RATES: providerRatesJson,
    LANE: z.enum(lanes),
    CONSOLE_URL: z.string().default(""),
    EMAIL_FROM: z.string().default(""),
    LEASE_MARGIN_SECONDS: z.coerce.number().int().min(0).default(leaseMarginSeconds),
  }),
);
const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);
const target = { client: tableClient(), tableName: env.TABLE_NAME };
const parts = { clock: systemClock, ids: randomIds };
const send = lazySender(queueUrlsOf(env));

const worker = createWorker({
  ...parts,
  log,
  lane: env.LANE,
  runService: createRunService({ ...target, ...parts, leaseMarginSeconds: env.LEASE_MARGIN_SECONDS }),
  queries: createRunQueries(target),
  send,
  findOperation,
  overrides: env.OPERATION_LIFECYCLE_OVERRIDES,
  askAdapter: reportDecisions(
    createAskAdapter({
      findOperation,
      needs: createAdapterDependencies({ ...target, ...parts, overrides: env.OPERATION_LIFECYCLE_OVERRIDES }),
    }),
    (decision) => count(metrics, "reconciliation_decided", { decision }),
  ),
  needs: createHandlerDependencies({
    ...target,
    ...parts,
    deployment: env.DEPLOYMENT,
    allowedOrigins: env.PROVIDER_ALLOWED_ORIGINS,
    rates: env.PROVIDER_RATES,
    readSecret: secretReader(secretsClient()),
    consoleUrl: env.CONSOLE_URL,
    send,
    onTargetFailure: (environmentId, error) =>
      log.error("The start of a target of a wave failed; the next step tries again", { environmentId, error }),
    overrides: env.OPERATION_LIFECYCLE_OVERRIDES,
    outboundCall: lazyOutboundCall(),
    sendMail: lazyMail(env.EMAIL_FROM),
    artifacts: lazyFiles(env.ARTIFACTS_BUCKET),
    signer: lazySigner(env.SIGNING_KEY_ID),
  }),
  reports: {
    rejected(reason, messageId) {
      log.warn("message does not correlate", { reason, messageId });
      count(metrics, "correlation_rejected", { reason });
    },
    settled(run, how) {
      log.info("delivery settled", { runId: run.id, workspaceId: run.workspaceId, type: run.type, how });
      count(metrics, "run_settled", { type: run.type, how });
    },
  },
});

export const handler = invocation(log, worker);
