import * as z from "zod";
import type { Lane } from "../run/lanes.ts";
import { lifecycleOverridesJson } from "../run/lifecycle.ts";

const text = z.string().min(1);

/** Common variables of all Lambdas. The logger reads log level and service name itself. */
export const tableEnv = z.object({
  TABLE_NAME: text,
  POWERTOOLS_SERVICE_NAME: text,
  OPERATION_LIFECYCLE_OVERRIDES: lifecycleOverridesJson,
});

/** Work queues by lane, for functions that send. */
export const queueEnv = z.object({ QUEUE_URL_SHORT: z.url(), QUEUE_URL_LONG: z.url() });

/** The deployment name; the second segment of every secret name it may use. */
export const deploymentEnv = z.object({ DEPLOYMENT: z.string().regex(/^[a-z0-9][a-z0-9-]{0,25}$/) });

/** The store of files for people and the key that signs them, in the lane that makes them. */
export const artifactEnv = z.object({ ARTIFACTS_BUCKET: text.optional(), SIGNING_KEY_ID: text.optional() });

/** The key that signs the evidence of a run. */
export const signingEnv = z.object({ SIGNING_KEY_ID: text });

/** The address of that store and what signs links to it, which Lambda sets. */
export const artifactLinkEnv = z.object({ ARTIFACTS_URL: z.url(), AWS_REGION: text });

/** Dead-letter queues by lane; the bridge derives the lane from them. */
export const failureQueueEnv = z.object({ FAILURE_QUEUE_ARN_SHORT: text, FAILURE_QUEUE_ARN_LONG: text });

/** The lane of a dead-letter queue by its ARN; undefined for any other queue. */
export function laneOfFailureQueue(env: z.infer<typeof failureQueueEnv>): (queueArn: string) => Lane | undefined {
  const laneOfArn = new Map<string, Lane>([
    [env.FAILURE_QUEUE_ARN_SHORT, "short"],
    [env.FAILURE_QUEUE_ARN_LONG, "long"],
  ]);
  return (queueArn) => laneOfArn.get(queueArn);
}

/** Sustained requests per second and caller, per execution environment; for the APIs. */
export const rateEnv = z.object({ RATE_LIMIT_PER_SECOND: z.coerce.number().positive() });

/** Retention, in days, of items written besides runs. */
const days = z.coerce.number().int().positive();
export const retentionEnv = z.object({ AUDIT_RETENTION_DAYS: days, NOTIFICATION_RETENTION_DAYS: days });

/** Queue URLs by lane, as the sender expects them. */
export function queueUrlsOf(env: z.infer<typeof queueEnv>): Record<Lane, string> {
  return { short: env.QUEUE_URL_SHORT, long: env.QUEUE_URL_LONG };
}

/** Allow-list of provider origins (scheme, host, port). No other origin is ever called; empty allows none. */
export const providerEnv = z.object({
  PROVIDER_ALLOWED_ORIGINS: z
    .string()
    .transform((list) =>
      list
        .split(",")
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ""),
    )
    .pipe(z.array(z.string().refine(isOrigin, "must be a comma list of origins such as https://graph.example.com"))),
});

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}

/**
 * Validates the environment variables of a Lambda once at load. Throws with the names, never the values, of all
 * missing or invalid variables, so that a bad deployment fails at its first start.
 */
export function readEnv<Env>(schema: z.ZodType<Env>, variables: NodeJS.ProcessEnv = process.env): Env {
  const read = schema.safeParse(variables);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Environment variables are missing or invalid. ${wrong.join("; ")}`);
}
