import * as z from "zod";
import type { Lane } from "./run/lanes.ts";
import { lifecycleOverridesJson } from "./run/lifecycle.ts";

const text = z.string().min(1);

/** What every Lambda gets. Log level and service name are read by the logger itself. */
export const tableEnv = z.object({
  TABLE_NAME: text,
  POWERTOOLS_SERVICE_NAME: text,
  OPERATION_LIFECYCLE_OVERRIDES: lifecycleOverridesJson,
});

/** Where the work of each lane goes; for those that send. */
export const queueEnv = z.object({ QUEUE_URL_SHORT: z.url(), QUEUE_URL_LONG: z.url() });

/** Which deployment this is; the second part of every secret name it may use. */
export const deploymentEnv = z.object({ DEPLOYMENT: z.string().regex(/^[a-z0-9][a-z0-9-]{0,25}$/) });

/** Where the messages of each lane go that failed every receive; for the bridge, which must know their lane. */
export const failureQueueEnv = z.object({ FAILURE_QUEUE_ARN_SHORT: text, FAILURE_QUEUE_ARN_LONG: text });

/** The lane of a failure queue by its ARN; undefined for any other queue. */
export function laneOfFailureQueue(env: z.infer<typeof failureQueueEnv>): (queueArn: string) => Lane | undefined {
  const laneOfArn = new Map<string, Lane>([
    [env.FAILURE_QUEUE_ARN_SHORT, "short"],
    [env.FAILURE_QUEUE_ARN_LONG, "long"],
  ]);
  return (queueArn) => laneOfArn.get(queueArn);
}

/** How many requests per second one caller may go on with, in one execution environment; for the APIs. */
export const rateEnv = z.object({ RATE_LIMIT_PER_SECOND: z.coerce.number().positive() });

/** How long what is written beside runs is kept, in days; for those that write it. */
const days = z.coerce.number().int().positive();
export const retentionEnv = z.object({ AUDIT_RETENTION_DAYS: days, NOTIFICATION_RETENTION_DAYS: days });

/** The queue URLs as the sender wants them, one per lane. */
export function queueUrlsOf(env: z.infer<typeof queueEnv>): Record<Lane, string> {
  return { short: env.QUEUE_URL_SHORT, long: env.QUEUE_URL_LONG };
}

/** Origins (scheme, host, port) that a provider connection may name. Nothing else is ever called; empty allows none. */
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
 * The environment variables of a Lambda, checked once at load. Throws with every variable that is missing or
 * wrong, by name and without its value, so that a bad deployment stops at its first start.
 */
export function readEnv<Env>(schema: z.ZodType<Env>, variables: NodeJS.ProcessEnv = process.env): Env {
  const read = schema.safeParse(variables);
  if (read.success) return read.data;
  const wrong = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`Environment variables are missing or wrong. ${wrong.join("; ")}`);
}
