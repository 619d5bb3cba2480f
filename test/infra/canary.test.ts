import { describe, expect, it } from "vitest";
import { synthesized, synthesizedWith } from "./synthesized.ts";

const prod = synthesized("prod");
const external = synthesizedWith({
  identity: {
    kind: "oidc",
    issuer: "https://login.example.com/realm",
    audience: ["api"],
    scope: null,
    consoleClientId: "console",
  },
});
const partsOf = ({ resources }: ReturnType<typeof synthesized>) =>
  Object.keys(resources).filter((id) => /Canary/.test(id));

describe("the canary's alarm", () => {
  it("stands first among the alarms of the stack", () => {
    const resources = Object.entries(prod.stacks["runtruth-prod-app"]?.Resources ?? {});
    const alarms = resources.flatMap(([id, { Type }]) => (Type === "AWS::CloudWatch::Alarm" ? [id] : []));

    expect(alarms[0]).toMatch(/^CanaryAlarm/);
  });

  it("fires after two intervals without a success, and on missing data", () => {
    const [alarm] = prod.all("AWS::CloudWatch::Alarm").filter(({ id }) => id.startsWith("CanaryAlarm"));

    expect(alarm).toMatchObject({
      MetricName: "canary_succeeded",
      Namespace: "Runtruth/prod",
      Dimensions: [{ Name: "service", Value: "canary" }],
      Statistic: "Sum",
      Period: 600,
      EvaluationPeriods: 2,
      Threshold: 1,
      ComparisonOperator: "LessThanThreshold",
      TreatMissingData: "breaching",
      AlarmDescription: expect.stringContaining("/docs/runbooks/canary-failed.md"),
    });
  });
});

describe("the canary", () => {
  it.each([
    { environment: "dev", rate: "rate(60 minutes)" },
    { environment: "staging", rate: "rate(15 minutes)" },
    { environment: "prod", rate: "rate(10 minutes)" },
  ] as const)("runs in $environment at $rate", ({ environment, rate }) => {
    const [schedule] = synthesized(environment)
      .all("AWS::Scheduler::Schedule")
      .filter(({ id }) => id.startsWith("Canary"));

    expect(schedule).toMatchObject({ ScheduleExpression: rate, State: "ENABLED" });
  });

  it("calls the console's address in a workspace of its own", () => {
    const [canary] = prod.all("AWS::Lambda::Function").filter(({ id }) => id.startsWith("Canary"));

    expect(canary).toMatchObject({
      Timeout: 45,
      Environment: {
        Variables: {
          CONSOLE_URL: "https://runtruth.example.com",
          API_SCOPE: expect.anything(),
          CLIENT_SECRET_ID: { Ref: expect.stringMatching(/^CanaryClient/) },
          CANARY_WORKSPACE: "canary",
          CANARY_ENVIRONMENT: "canary",
          CANARY_OPERATION: "tenant.evidence.snapshot.generate",
        },
      },
    });
  });

  it("has a client of its own in the user pool, with client credentials only", () => {
    const clients = prod.all("AWS::Cognito::UserPoolClient").filter(({ id }) => id.includes("Canary"));

    expect(clients).toMatchObject([{ GenerateSecret: true, AllowedOAuthFlows: ["client_credentials"] }]);
  });

  it("signs in at an external issuer with the client that its secret names", () => {
    const [canary] = external.all("AWS::Lambda::Function").filter(({ id }) => id.startsWith("Canary"));

    expect(external.all("AWS::Cognito::UserPoolClient")).toEqual([]);
    expect(canary).toMatchObject({
      Environment: { Variables: { ISSUER: "https://login.example.com/realm", API_SCOPE: "" } },
    });
  });

  it("cannot sign in before an operator stored its client", () => {
    const [secret] = prod.all("AWS::SecretsManager::Secret").filter(({ id }) => id.startsWith("Canary"));

    expect(secret).toMatchObject({
      GenerateSecretString: { SecretStringTemplate: '{"clientId":""}', GenerateStringKey: "clientSecret" },
    });
  });

  it("is absent with its alarm, client and secret when it is switched off", () => {
    expect(partsOf(prod)).not.toEqual([]);
    expect(partsOf(synthesizedWith({ canary: null }))).toEqual([]);
  });
});
