import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { RegionInfo } from "aws-cdk-lib/region-info";
import * as z from "zod";
import { providerRates } from "../shared/operations/provider/provider-rates.ts";
import { lifecycleOverrides } from "../shared/run/lifecycle.ts";

const wholeNumber = z.int("must be a whole number").positive("must be above 0");
const queueRetentionDays = wholeNumber.max(14, "must be at most 14, as SQS allows");
/** Ten years: longer is a typing error or an archive, which this table is not. */
const itemRetentionDays = wholeNumber.max(3650, "must be at most 3650");
/** Lambda keeps this much of an account's concurrency for functions without a reservation. */
const unreservedMin = 100;
const reservation = wholeNumber.nullable();
/** Null reserves nothing: then only the event source mapping's maximum limits the workers. */
const concurrencySchema = z.strictObject({ maximum: wholeNumber, reserved: reservation });
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
  /** The stack's own user pool with Cognito's sign-in page. */
  z.strictObject({ kind: z.literal("cognito") }),
  /** Any OpenID provider that serves its discovery document at the issuer. */
  z.strictObject({
    kind: z.literal("oidc"),
    issuer: z.string().refine(isHttps, "must be an https URL, such as https://login.example.com/realm"),
    audience: z.array(z.string().min(1, "must not be empty")).min(1, "must name at least one audience"),
    /**
     * The scope an access token must have in `scope` or `scp`; the console requests it. Null when the issuer has no scopes:
     * then only the audience is checked, and an ID token for that audience passes too.
     */
    scope: z
      .string()
      .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, "must be one scope, such as runtruth/call, or null")
      .nullable(),
    /** The public client (authorization code with PKCE) that the console signs in as. */
    consoleClientId: z.string().min(1, "must not be empty"),
  }),
]);

/** A custom domain for the console. CloudFront accepts certificates from us-east-1 only. */
const domainSchema = z.strictObject({
  name: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "must be a host name, such as runtruth.example.com"),
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/./, "must be the ARN of a certificate in us-east-1"),
});

const regions = RegionInfo.regions.filter(({ partition }) => partition === "aws").map(({ name }) => name);

export const environmentSchema = z
  .strictObject({
    account: z.string().regex(/^\d{12}$/, "must be the 12 digits of an AWS account"),
    region: z.string().refine((name) => regions.includes(name), "must be a region of AWS, such as eu-central-1"),
    /** `retain`: table, users and logs outlive the stack and have deletion protection. */
    removalPolicy: z.enum(["retain", "destroy"], 'must be "retain" or "destroy"'),
    /** Suspends every deletion protection, so that a failed first deployment can be removed. Set by the synth context. */
    isFirstDeployment: z.boolean("must be true or false"),
    logLevel: z.enum(["DEBUG", "INFO", "WARN", "ERROR"], "must be DEBUG, INFO, WARN or ERROR"),
    logRetentionDays: z.enum(RetentionDays, "must be a number of days that CloudWatch Logs offers, such as 30"),
    /** Retention of audit entries and notifications. Runs are kept for ever. */
    retentionDays: z.strictObject({ audit: itemRetentionDays, notifications: itemRetentionDays }),
    identity: identitySchema,
    /** The console's domain; null uses CloudFront's own name. */
    domain: domainSchema.nullable(),
    /** A web application firewall in front of console and API; null switches it off. */
    webAclArn: z
      .string()
      .regex(/^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/./, "must be the ARN of a global web ACL in us-east-1")
      .nullable(),
    /** Topics that alarms notify; with none, alarms are visible in CloudWatch only. */
    alarmTopicArns: z.array(
      z.string().regex(/^arn:aws:sns:[a-z0-9-]+:\d{12}:./, { error: "must be the ARN of an SNS topic", abort: true }),
    ),
    /** The URL of `docs/runbooks/`; alarms link there. */
    runbooksUrl: z.string().refine(isHttps, "must be an https URL, such as https://git.example.com/runtruth/runbooks"),
    /** The only origins a provider connection may name. */
    providerAllowedOrigins: z.array(z.string().refine(isHttpsOrigin, "must be an https origin without a path")),
    /** What a provider permits one application in one tenant, by origin; workers together stay below it. */
    providerRates,
    /** The sustained rate per caller, in requests per second and execution environment; approximate. */
    callerRatePerSecond: wholeNumber,
    /** The hard limit of the whole API. */
    throttle: z.strictObject({ ratePerSecond: wholeNumber, burst: wholeNumber }),
    /** The hard limit of each route without a token, so that anonymous callers cannot exhaust the API. */
    openRouteThrottle: z.strictObject({ ratePerSecond: wholeNumber, burst: wholeNumber }),
    lanes: z.strictObject({ short: laneSchema, long: laneSchema }),
    concurrency: z.strictObject({
      /** The account's limit, as `aws lambda get-account-settings` reports it. */
      account: wholeNumber,
      short: concurrencySchema,
      long: concurrencySchema,
      /** Reserved for what API requests must not starve. */
      bridge: reservation,
      sweep: reservation,
      follower: reservation,
    }),
    /** `canary`: a new version first serves a tenth of the invocations, and an alarm reverts it. */
    rollout: z.enum(["all-at-once", "canary"], 'must be "all-at-once" or "canary"'),
    /**
     * `active`: Lambda traces one invocation a second and 5 % of the others, of each function; this rate is Lambda's and
     * has no setting. `pass-through`: only requests that a caller marks as sampled.
     */
    tracing: z.enum(["active", "pass-through"], 'must be "active" or "pass-through"'),
    /** The interval of the synthetic canary, which signs in and runs an operation; null has none. */
    canary: z.strictObject({ everyMinutes: wholeNumber.max(60, "must be at most 60") }).nullable(),
    /** The monthly budget of the account and who is notified of its use; null has none. */
    budget: z
      .strictObject({ monthlyDollars: wholeNumber, notify: z.array(z.email("must be a mail address")).min(1).max(10) })
      .nullable(),
    /**
     * The sender of alerts by e-mail, and its verified SES identity in this account and region: a domain or the address;
     * null sends none.
     */
    email: z
      .strictObject({
        from: z.email("must be a mail address"),
        identity: z.string().regex(/^[\w.+@-]+$/, "must be a domain or a mail address that is verified in SES"),
      })
      .superRefine(({ from, identity }, context) => {
        if (isCovered(from.toLowerCase(), identity.toLowerCase())) return;
        const message = `must be the domain or the address of the sender ${from}`;
        context.addIssue({ code: "custom", path: ["identity"], message });
      })
      .nullable(),
    /** The GitHub repository whose workflow deploys this environment; null deploys by hand only. */
    repository: z
      .string()
      .regex(/^[\w.-]+\/[\w.-]+$/, "must be <owner>/<name> of a GitHub repository, or null")
      .nullable(),
    /** Topics in us-east-1, where CloudFront reports its metrics; with none, its errors raise no alarm. */
    edgeAlarmTopicArns: z.array(
      z.string().regex(/^arn:aws:sns:us-east-1:\d{12}:./, "must be the ARN of an SNS topic in us-east-1"),
    ),
    queueRetentionDays: z.strictObject({ work: queueRetentionDays, failure: queueRetentionDays }),
    lifecycleOverrides,
  })
  .superRefine(({ region, alarmTopicArns, concurrency }, context) => {
    const { account, short, long, bridge, sweep, follower } = concurrency;
    const reserved = [short.reserved, long.reserved, bridge, sweep, follower].reduce<number>(
      (sum, one) => sum + (one ?? 0),
      0,
    );
    if (reserved > 0 && account < reserved + unreservedMin) {
      const message = `must be at least ${reserved + unreservedMin}: the reserved ${reserved} and the ${unreservedMin} that Lambda keeps unreserved`;
      context.addIssue({ code: "custom", path: ["concurrency", "account"], message });
    }
    alarmTopicArns.forEach((arn, at) => {
      if (arn.split(":")[3] === region) return;
      const message = `must be a topic in ${region}, since an alarm notifies topics of its own region only`;
      context.addIssue({ code: "custom", path: ["alarmTopicArns", at], message });
    });
  });
export type EnvironmentSettings = z.infer<typeof environmentSchema>;

/** Additional requirements of production; one sentence each, to follow the environment's name. */
export function missingInProduction({
  removalPolicy,
  alarmTopicArns,
  edgeAlarmTopicArns,
}: EnvironmentSettings): string[] {
  return [
    ...(removalPolicy === "retain"
      ? []
      : ['removalPolicy must be "retain": without it a deleted stack takes table and users along']),
    ...(alarmTopicArns.length > 0 ? [] : ["alarmTopicArns must name a topic, or its alarms notify no one"]),
    ...(edgeAlarmTopicArns.length > 0
      ? []
      : ["edgeAlarmTopicArns must name a topic, or errors of CloudFront notify no one"]),
  ];
}

/** Whether SES sends from an address by this identity; one of a domain covers its subdomains. */
const isCovered = (from: string, identity: string): boolean =>
  from === identity || `.${from.split("@").at(-1)}`.endsWith(`.${identity}`);

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === "https:";
}

function isHttpsOrigin(value: string): boolean {
  return isHttps(value) && new URL(value).origin === value;
}
