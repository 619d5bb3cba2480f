import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type * as z from "zod";
import { laneTimings } from "../shared/run/lanes.ts";
import { type EnvironmentSettings, environmentSchema, missingInProduction } from "./environment-schema.ts";
import { InfrastructureError } from "./infrastructure-error.ts";
import { fromContext } from "./synth-context.ts";

/** Every setting that differs between deployments. */
export interface Environment extends EnvironmentSettings {
  readonly name: string;
}

const everywhere = {
  region: "eu-central-1",
  identity: { kind: "cognito" },
  domain: null,
  webAclArn: null,
  alarmTopicArns: [],
  runbooksUrl: "https://git.example.com/runtruth/blob/main/docs/runbooks",
  providerAllowedOrigins: ["https://graph.microsoft.com", "https://login.microsoftonline.com"],
  // Graph's limits of Intune, per application and tenant.
  providerRates: { "https://graph.microsoft.com": { windowSeconds: 20, writes: 100, calls: 1000 } },
  callerRatePerSecond: 20,
  openRouteThrottle: { ratePerSecond: 20, burst: 40 },
  lanes: laneTimings,
  queueRetentionDays: { work: 4, failure: 14 },
  lifecycleOverrides: {},
  isFirstDeployment: false,
  edgeAlarmTopicArns: [],
  repository: "example/runtruth",
  rollout: "canary",
  canary: { everyMinutes: 60 },
  tracing: "pass-through",
  budget: null,
  email: null,
  // A new account has a limit of 10, and Lambda rejects reservations that leave less than 100.
  concurrency: {
    account: 10,
    short: { maximum: 5, reserved: null },
    long: { maximum: 2, reserved: null },
    bridge: null,
    sweep: null,
    follower: null,
  },
} as const;

// Account numbers, names and ARNs are examples: replace them. A deployment with credentials of another account
// fails.
const environments = {
  dev: {
    ...everywhere,
    account: "111111111111",
    removalPolicy: "destroy",
    logLevel: "DEBUG",
    logRetentionDays: RetentionDays.ONE_WEEK,
    retentionDays: { audit: 30, notifications: 14 },
    throttle: { ratePerSecond: 100, burst: 200 },
    rollout: "all-at-once",
    repository: null,
    email: { from: "alerts@dev.example.com", identity: "dev.example.com" },
  },
  staging: {
    ...everywhere,
    account: "222222222222",
    removalPolicy: "destroy",
    logLevel: "INFO",
    logRetentionDays: RetentionDays.ONE_MONTH,
    retentionDays: { audit: 90, notifications: 30 },
    throttle: { ratePerSecond: 200, burst: 400 },
    canary: { everyMinutes: 15 },
  },
  prod: {
    ...everywhere,
    account: "333333333333",
    removalPolicy: "retain",
    logLevel: "INFO",
    logRetentionDays: RetentionDays.SIX_MONTHS,
    retentionDays: { audit: 730, notifications: 90 },
    domain: {
      name: "runtruth.example.com",
      certificateArn: "arn:aws:acm:us-east-1:333333333333:certificate/00000000-0000-0000-0000-000000000000",
    },
    webAclArn: "arn:aws:wafv2:us-east-1:333333333333:global/webacl/runtruth/00000000-0000-0000-0000-000000000000",
    alarmTopicArns: ["arn:aws:sns:eu-central-1:333333333333:runtruth-alarms"],
    throttle: { ratePerSecond: 500, burst: 1000 },
    canary: { everyMinutes: 10 },
    email: { from: "alerts@example.com", identity: "example.com" },
    tracing: "active",
    edgeAlarmTopicArns: ["arn:aws:sns:us-east-1:333333333333:runtruth-alarms"],
    budget: { monthlyDollars: 300, notify: ["operations@example.com"] },
    concurrency: {
      account: 1000,
      short: { maximum: 50, reserved: 50 },
      long: { maximum: 50, reserved: 50 },
      // Two mappings of two at once each.
      bridge: 4,
      sweep: 2,
      // One per shard of the table's stream.
      follower: 20,
    },
  },
} as const;
export const environmentNames = ["dev", "staging", "prod"] as const satisfies readonly (keyof typeof environments)[];
const productionName: EnvironmentName = "prod";
export type EnvironmentName = (typeof environmentNames)[number];

/**
 * The environment that the synth context names (default `dev`), with the context's overrides: single lane timings
 * (`-c lanes.short.timeoutSeconds=2`), lifecycle windows (`-c lifecycleOverrides={…}`, JSON by operation type), the
 * rate per caller (`-c callerRatePerSecond=500`), and no deletion protection (`-c firstDeployment=true`).
 *
 * Throws `InfrastructureError` for an undeclared environment, an invalid setting, and a context that names an
 * unknown lane, timing or operation.
 */
export function environmentOf(context: Readonly<Record<string, unknown>>, types: readonly string[]): Environment {
  const asked = context.environment ?? "dev";
  const name = environmentNames.find((known) => known === asked);
  if (name === undefined) {
    const known = environmentNames.join(", ");
    throw new InfrastructureError([`There is no environment "${String(asked)}"; the known ones are ${known}.`]);
  }
  const { settings, mistakes } = fromContext(environments[name], context);
  if (mistakes.length > 0) throw new InfrastructureError(mistakes);
  return readEnvironment(name, settings, types);
}

/** Validates the settings of one environment. Throws `InfrastructureError` with one sentence per error. */
export function readEnvironment(name: string, settings: unknown, types: readonly string[]): Environment {
  const parsed = environmentSchema.safeParse(settings);
  if (!parsed.success) {
    throw new InfrastructureError(parsed.error.issues.map((issue) => `Environment ${name}: ${sentence(issue)}.`));
  }
  const missing = name === productionName ? missingInProduction(parsed.data) : [];
  if (missing.length > 0) {
    throw new InfrastructureError(missing.map((mistake) => `Environment ${name}: ${mistake}.`));
  }
  const unknown = Object.keys(parsed.data.lifecycleOverrides).filter((type) => !types.includes(type));
  if (unknown.length > 0) {
    const known = types.join(", ");
    throw new InfrastructureError(
      unknown.map((type) => `Environment ${name}: lifecycleOverrides names ${type}; the operations are ${known}.`),
    );
  }
  return { name, ...parsed.data };
}

function sentence(issue: z.core.$ZodIssue): string {
  const setting = issue.path.join(".") || "the settings";
  if (issue.code === "unrecognized_keys") return `${setting} may not have ${issue.keys.join(", ")}`;
  // Our own messages continue after the setting's name; those of the library stand alone.
  return issue.message.startsWith("must ") ? `${setting} ${issue.message}` : `${setting} is wrong (${issue.message})`;
}
