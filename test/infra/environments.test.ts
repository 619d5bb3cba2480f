import { describe, expect, it } from "vitest";
import { type Environment, environmentNames, environmentOf, readEnvironment } from "../../infra/environments.ts";
import { InfrastructureError } from "../../infra/infrastructure-error.ts";
import { operationsApp } from "../../infra/operations-app.ts";
import { operations } from "../../shared/operations/registry.ts";

const types = ["policy.sync"];

const oidc = {
  kind: "oidc",
  issuer: "https://login.example.com/realm",
  audience: ["runtruth"],
  scope: "runtruth/call",
  consoleClientId: "console",
};

const certificateArn = "arn:aws:acm:us-east-1:111111111111:certificate/one";

function mistakesOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof InfrastructureError) return error.mistakes;
    throw error;
  }
  return [];
}

/** The settings of dev with overrides. */
function changed(settings: object): unknown {
  const { name: _, ...dev }: Environment = environmentOf({}, types);
  return { ...dev, ...settings };
}

describe("an environment", () => {
  it.each(environmentNames)("%s is valid as declared", (environment) => {
    expect(environmentOf({ environment }, types).name).toBe(environment);
  });

  it("defaults to dev when the context names none", () => {
    expect(environmentOf({}, types).name).toBe("dev");
  });

  it("is rejected with the list of known names when it is not declared", () => {
    expect(mistakesOf(() => environmentOf({ environment: "qa" }, types))).toEqual([
      'There is no environment "qa"; the known ones are dev, staging, prod.',
    ]);
  });

  it.each([
    [{ account: "12" }, "account must be the 12 digits of an AWS account"],
    [{ region: "europe" }, "region must be a region of AWS, such as eu-central-1"],
    [{ region: "eu-middle-1" }, "region must be a region of AWS, such as eu-central-1"],
    [{ region: "cn-north-1" }, "region must be a region of AWS, such as eu-central-1"],
    [{ removalPolicy: "keep" }, 'removalPolicy must be "retain" or "destroy"'],
    [{ logLevel: "LOUD" }, "logLevel must be DEBUG, INFO, WARN or ERROR"],
    [{ logRetentionDays: 8 }, "logRetentionDays must be a number of days that CloudWatch Logs offers, such as 30"],
    [
      { identity: { ...oidc, issuer: "http://login.example.com" } },
      "identity.issuer must be an https URL, such as https://login.example.com/realm",
    ],
    [{ identity: { ...oidc, audience: [] } }, "identity.audience must name at least one audience"],
    [{ identity: { ...oidc, scope: "one two" } }, "identity.scope must be one scope, such as runtruth/call, or null"],
    [{ alarmTopicArns: ["pager"] }, "alarmTopicArns.0 must be the ARN of an SNS topic"],
    [
      { alarmTopicArns: ["arn:aws:sns:us-east-1:111111111111:pager"] },
      "alarmTopicArns.0 must be a topic in eu-central-1, since an alarm notifies topics of its own region only",
    ],
    [{ retentionDays: { audit: 0, notifications: 14 } }, "retentionDays.audit must be above 0"],
    [{ retentionDays: { audit: 30, notifications: 99_999 } }, "retentionDays.notifications must be at most 3650"],
    [{ retentionDays: { audit: 30, runs: 30, notifications: 14 } }, "retentionDays may not have runs"],
    [{ domain: { name: "console", certificateArn } }, "domain.name must be a host name, such as runtruth.example.com"],
    [
      { domain: { name: "a.example.com", certificateArn: certificateArn.replace("us-east-1", "eu-central-1") } },
      "domain.certificateArn must be the ARN of a certificate in us-east-1",
    ],
    [{ webAclArn: "on" }, "webAclArn must be the ARN of a global web ACL in us-east-1"],
    [
      { providerAllowedOrigins: ["https://graph.example.com/v1"] },
      "providerAllowedOrigins.0 must be an https origin without a path",
    ],
    [
      { runbooksUrl: "docs/runbooks" },
      "runbooksUrl must be an https URL, such as https://git.example.com/runtruth/runbooks",
    ],
    [{ callerRatePerSecond: 0 }, "callerRatePerSecond must be above 0"],
    [{ throttle: { ratePerSecond: 1.5, burst: 1 } }, "throttle.ratePerSecond must be a whole number"],
    [{ queueRetentionDays: { work: 4, failure: 15 } }, "queueRetentionDays.failure must be at most 14, as SQS allows"],
    [
      { email: { from: "alerts@example.com", identity: "example.org" } },
      "email.identity must be the domain or the address of the sender alerts@example.com",
    ],
    [{ colour: "green" }, "the settings may not have colour"],
  ])("with %j is refused with a sentence that names the setting", (settings, sentence) => {
    expect(mistakesOf(() => readEnvironment("dev", changed(settings), types))).toEqual([
      `Environment dev: ${sentence}.`,
    ]);
  });

  it("with several invalid settings is rejected with all of them", () => {
    const settings = changed({ account: "12", region: "europe" });

    expect(mistakesOf(() => readEnvironment("dev", settings, types))).toHaveLength(2);
  });

  it.each([
    [
      { removalPolicy: "destroy" },
      'removalPolicy must be "retain": without it a deleted stack takes table and users along',
    ],
    [{ alarmTopicArns: [] }, "alarmTopicArns must name a topic, or its alarms notify no one"],
  ])("with %j is rejected in production only", (settings, sentence) => {
    const { name: _, ...prod }: Environment = environmentOf({ environment: "prod" }, types);

    expect(mistakesOf(() => readEnvironment("prod", { ...prod, ...settings }, types))).toEqual([
      `Environment prod: ${sentence}.`,
    ]);
    expect(mistakesOf(() => readEnvironment("staging", { ...prod, ...settings }, types))).toEqual([]);
  });

  it("accepts any OpenID provider", () => {
    expect(readEnvironment("dev", changed({ identity: oidc }), types).identity).toEqual(oidc);
  });
});

describe("the synth context", () => {
  it("overrides single timings of one lane, as text or as numbers", () => {
    const { lanes } = environmentOf({ "lanes.short.timeoutSeconds": "2", "lanes.short.receives": 4 }, types);

    expect(lanes.short).toMatchObject({ timeoutSeconds: 2, receives: 4, visibilitySeconds: 180 });
    expect(lanes.long.timeoutSeconds).toBe(840);
  });

  it.each(["lanes.middle.timeoutSeconds", "lanes.short.timeout", "lanes.short", "lanes.short.receives.x"])(
    "%s is rejected because it names no timing",
    (key) => {
      expect(mistakesOf(() => environmentOf({ [key]: "2" }, types))).toEqual([
        expect.stringContaining(`The context ${key} names no timing; write lanes.<short|long>.<timeoutSeconds|`),
      ]);
    },
  );

  it.each(["soon", "-1", "0", "1.5", ""])("rejects %j as a timing", (value) => {
    expect(mistakesOf(() => environmentOf({ "lanes.long.timeoutSeconds": value }, types))).toEqual([
      expect.stringMatching(/^Environment dev: lanes\.long\.timeoutSeconds .+\.$/),
    ]);
  });

  it("sets lifecycle windows of named operations, as JSON or as an object", () => {
    const lifecycleOverrides = { "policy.sync": { queuedStaleAfterSeconds: 5 } };

    expect(environmentOf({ lifecycleOverrides }, types)).toMatchObject({ lifecycleOverrides });
    expect(environmentOf({ lifecycleOverrides: JSON.stringify(lifecycleOverrides) }, types)).toMatchObject({
      lifecycleOverrides,
    });
  });

  it.each([
    ["{", 'The context lifecycleOverrides must be JSON: {"<operation type>": {"<window>": seconds}}.'],
    ['{"policy.sink":{}}', "Environment dev: lifecycleOverrides names policy.sink; the operations are policy.sync."],
    ['{"policy.sync":{"stale":5}}', "Environment dev: lifecycleOverrides.policy.sync may not have stale."],
  ])("rejects the lifecycle windows %s", (lifecycleOverrides, sentence) => {
    expect(mistakesOf(() => environmentOf({ lifecycleOverrides }, types))).toEqual([sentence]);
  });

  it("overrides the rate per caller under the same rules", () => {
    expect(environmentOf({ callerRatePerSecond: "500" }, types).callerRatePerSecond).toBe(500);
    expect(mistakesOf(() => environmentOf({ callerRatePerSecond: "often" }, types))).toHaveLength(1);
  });

  it("cannot violate the invariants between the timings of a lane", () => {
    const context = { "aws:cdk:bundling-stacks": [], "lanes.short.visibilitySeconds": "100" };

    expect(mistakesOf(() => operationsApp(context))).toEqual([
      "Lane short: the visibility of 100 s is not above the timeout of 120 s, so a message would be redelivered while its worker still runs; raise visibilitySeconds.",
    ]);
  });

  it.each(["true", true])("suspends deletion protection for a first deployment: %j", (firstDeployment) => {
    expect(environmentOf({ environment: "prod", firstDeployment }, types).isFirstDeployment).toBe(true);
    expect(environmentOf({ environment: "prod" }, types).isFirstDeployment).toBe(false);
  });

  it("rejects a first deployment that is neither true nor false", () => {
    expect(mistakesOf(() => environmentOf({ firstDeployment: "yes" }, types))).toEqual([
      "Environment dev: isFirstDeployment must be true or false.",
    ]);
  });

  it("shortens both lanes to seconds together with their operations' lifecycle windows", () => {
    const windows = { expectedMaxRuntimeSeconds: 1, runningStaleAfterSeconds: 60 };
    const timings = { timeoutSeconds: 2, handlerBudgetSeconds: 1, visibilitySeconds: 3, redeliveryMarginSeconds: 1 };
    const context = {
      "aws:cdk:bundling-stacks": [],
      lifecycleOverrides: Object.fromEntries(operations.map(({ type }) => [type, windows])),
      ...Object.fromEntries(Object.entries(timings).map(([name, value]) => [`lanes.short.${name}`, String(value)])),
      ...Object.fromEntries(Object.entries(timings).map(([name, value]) => [`lanes.long.${name}`, String(value)])),
    };

    expect(mistakesOf(() => operationsApp(context))).toEqual([]);
  });
});
