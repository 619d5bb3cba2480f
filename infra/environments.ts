import { RetentionDays } from "aws-cdk-lib/aws-logs";
import * as z from "zod";
import { laneTimings } from "../shared/run/lanes.ts";
import { lifecycleOverrides } from "../shared/run/lifecycle.ts";
import { InfrastructureMistake } from "./infrastructure-mistake.ts";
import { fromContext } from "./synth-context.ts";

const wholeNumber = z.int("must be a whole number").positive("must be above 0");
const retentionDays = wholeNumber.max(14, "must be at most 14, as SQS allows");
const concurrencySchema = z.strictObject({ maximum: wholeNumber, reserved: wholeNumber });
const laneSchema = z.strictObject({
  timeoutSeconds: wholeNumber,
  handlerBudgetSeconds: wholeNumber,
  visibilitySeconds: wholeNumber,
  receives: wholeNumber,
  failureVisibilitySeconds: wholeNumber,
  failureReceives: wholeNumber,
  redeliveryMarginSeconds: wholeNumber,
});

const identitySchema = z.discriminatedUnion("kind", [
  /** A user pool of the stack's own. */
  z.strictObject({ kind: z.literal("cognito") }),
  /** Any OpenID provider that serves its discovery document at the issuer. */
  z.strictObject({
    kind: z.literal("oidc"),
    issuer: z.string().refine(isHttps, "must be an https URL, such as https://login.example.com/realm"),
    audience: z.array(z.string().min(1, "must not be empty")).min(1, "must name at least one audience"),
  }),
]);

const environmentSchema = z.strictObject({
  account: z.string().regex(/^\d{12}$/, "must be the 12 digits of an AWS account"),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be a region, such as eu-central-1"),
  /** `retain`: table, users and logs outlive the stack, and neither is deleted by mistake. */
  removalPolicy: z.enum(["retain", "destroy"], 'must be "retain" or "destroy"'),
  logLevel: z.enum(["DEBUG", "INFO", "WARN", "ERROR"], "must be DEBUG, INFO, WARN or ERROR"),
  logRetentionDays: z.enum(RetentionDays, "must be a number of days that CloudWatch Logs offers, such as 30"),
  identity: identitySchema,
  /** Topics that alarms are sent to; none means that alarms are seen in CloudWatch only. */
  alarmTopicArns: z.array(z.string().startsWith("arn:aws:sns:", "must be the ARN of an SNS topic")),
  /** The only origins a provider connection may name. */
  providerAllowedOrigins: z.array(z.string().refine(isHttpsOrigin, "must be an https origin without a path")),
  /** What one caller may go on with, in requests per second and execution environment; approximate. */
  callerRatePerSecond: wholeNumber,
  /** The hard limit of the whole API. */
  throttle: z.strictObject({ ratePerSecond: wholeNumber, burst: wholeNumber }),
  lanes: z.strictObject({ short: laneSchema, long: laneSchema }),
  concurrency: z.strictObject({ short: concurrencySchema, long: concurrencySchema }),
  queueRetentionDays: z.strictObject({ work: retentionDays, failure: retentionDays }),
  lifecycleOverrides,
});

/** Everything in which one deployment differs from another. */
export interface Environment extends z.infer<typeof environmentSchema> {
  readonly name: string;
}

const everywhere = {
  region: "eu-central-1",
  identity: { kind: "cognito" },
  alarmTopicArns: [],
  providerAllowedOrigins: ["https://graph.microsoft.com", "https://login.microsoftonline.com"],
  callerRatePerSecond: 20,
  lanes: laneTimings,
  queueRetentionDays: { work: 4, failure: 14 },
  lifecycleOverrides: {},
} as const;

// The account numbers are examples: put your own here. A deployment with credentials of another account is refused.
const environments = {
  dev: {
    ...everywhere,
    account: "111111111111",
    removalPolicy: "destroy",
    logLevel: "DEBUG",
    logRetentionDays: RetentionDays.ONE_WEEK,
    throttle: { ratePerSecond: 100, burst: 200 },
    concurrency: { short: { maximum: 5, reserved: 5 }, long: { maximum: 5, reserved: 5 } },
  },
  staging: {
    ...everywhere,
    account: "222222222222",
    removalPolicy: "destroy",
    logLevel: "INFO",
    logRetentionDays: RetentionDays.ONE_MONTH,
    throttle: { ratePerSecond: 200, burst: 400 },
    concurrency: { short: { maximum: 10, reserved: 10 }, long: { maximum: 10, reserved: 10 } },
  },
  prod: {
    ...everywhere,
    account: "333333333333",
    removalPolicy: "retain",
    logLevel: "INFO",
    logRetentionDays: RetentionDays.SIX_MONTHS,
    throttle: { ratePerSecond: 500, burst: 1000 },
    concurrency: { short: { maximum: 50, reserved: 50 }, long: { maximum: 50, reserved: 50 } },
  },
} as const;
export const environmentNames = ["dev", "staging", "prod"] as const satisfies readonly (keyof typeof environments)[];
export type EnvironmentName = (typeof environmentNames)[number];

/**
 * The environment that the synth context names (`dev` when it names none), with what the context changes about it:
 * single lane timings (`-c lanes.short.timeoutSeconds=2`) and lifecycle windows (`-c lifecycleOverrides={…}`, JSON
 * by operation type).
 *
 * Throws `InfrastructureMistake` for a name nobody declared, a setting that is not valid, and a context that
 * names a lane, a timing or an operation that does not exist.
 */
export function environmentOf(context: Readonly<Record<string, unknown>>, types: readonly string[]): Environment {
  const asked = context.environment ?? "dev";
  const name = environmentNames.find((known) => known === asked);
  if (name === undefined) {
    const known = environmentNames.join(", ");
    throw new InfrastructureMistake([`There is no environment "${String(asked)}"; the known ones are ${known}.`]);
  }
  const { settings, mistakes } = fromContext(environments[name], context);
  if (mistakes.length > 0) throw new InfrastructureMistake(mistakes);
  return readEnvironment(name, settings, types);
}

/** Checks the settings of one environment. Throws `InfrastructureMistake` with a sentence for each that is wrong. */
export function readEnvironment(name: string, settings: unknown, types: readonly string[]): Environment {
  const parsed = environmentSchema.safeParse(settings);
  if (!parsed.success) {
    throw new InfrastructureMistake(parsed.error.issues.map((issue) => `Environment ${name}: ${sentence(issue)}.`));
  }
  const unknown = Object.keys(parsed.data.lifecycleOverrides).filter((type) => !types.includes(type));
  if (unknown.length > 0) {
    const known = types.join(", ");
    throw new InfrastructureMistake(
      unknown.map((type) => `Environment ${name}: lifecycleOverrides names ${type}; the operations are ${known}.`),
    );
  }
  return { name, ...parsed.data };
}

function sentence(issue: z.core.$ZodIssue): string {
  const setting = issue.path.join(".") || "the settings";
  if (issue.code === "unrecognized_keys") return `${setting} may not have ${issue.keys.join(", ")}`;
  // Our own messages go on after the setting's name; those of the library explain it.
  return issue.message.startsWith("must ") ? `${setting} ${issue.message}` : `${setting} is wrong (${issue.message})`;
}

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === "https:";
}

function isHttpsOrigin(value: string): boolean {
  return isHttps(value) && new URL(value).origin === value;
}
