import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import * as z from "zod";
import { readEnv } from "../../shared/foundation/env.ts";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { invocation } from "../middleware/invocation.ts";
import { secretsClient } from "../middleware/secrets-client.ts";
import { createApiClient } from "./api-client.ts";
import { createCanary } from "./app.ts";
import { readClientSecret } from "./client-secret.ts";

const text = z.string().min(1);
const env = readEnv(
  z.object({
    POWERTOOLS_SERVICE_NAME: text,
    CONSOLE_URL: z.url(),
    ISSUER: z.url(),
    API_SCOPE: z.string(),
    CLIENT_SECRET_ID: text,
    CANARY_WORKSPACE: text,
    CANARY_ENVIRONMENT: text,
    CANARY_OPERATION: text,
  }),
);
const log = createLog(env.POWERTOOLS_SERVICE_NAME);
const metrics = createMetrics(env.POWERTOOLS_SERVICE_NAME);
const secrets = secretsClient();

const canary = createCanary({
  operation: env.CANARY_OPERATION,
  async readCredentials() {
    // Read at each invocation: a replaced secret is used at once.
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: env.CLIENT_SECRET_ID }));
    const { scope = env.API_SCOPE, ...client } = readClientSecret(SecretString);
    return { issuer: env.ISSUER, scope, ...client };
  },
  createClient: (deadline) =>
    createApiClient({
      url: env.CONSOLE_URL,
      workspace: env.CANARY_WORKSPACE,
      environment: env.CANARY_ENVIRONMENT,
      deadline,
    }),
  report: {
    succeeded(runId) {
      log.info("canary succeeded", { runId, workspaceId: env.CANARY_WORKSPACE });
      count(metrics, "canary_succeeded", {});
    },
    failed(step, error) {
      log.error("canary failed", { step, error });
      count(metrics, "canary_failed", { step });
    },
  },
});

export const handler = invocation(log, canary);
