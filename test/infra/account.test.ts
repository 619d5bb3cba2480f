import { describe, expect, it } from "vitest";
import { environmentNames, environmentOf, readEnvironment } from "../../infra/environments.ts";
import { InfrastructureError } from "../../infra/infrastructure-error.ts";
import { synthesized, synthesizedWith } from "./synthesized.ts";

const dev = synthesized("dev");
const staging = synthesized("staging");
const prod = synthesized("prod");

describe("concurrency", () => {
  const reservedIn = ({ resources }: typeof dev) =>
    Object.values(resources).flatMap(({ Properties }) => Properties.ReservedConcurrentExecutions ?? []);

  it("is reserved in production only, because a new account cannot reserve any", () => {
    expect([dev, staging].map(reservedIn)).toEqual([[], []]);
    expect(reservedIn(prod)).toEqual([50, 50, 4, 20, 2]);
  });

  it.each([
    { account: 226, sentences: [] },
    {
      account: 225,
      sentences: [
        "Environment prod: concurrency.account must be at least 226: the reserved 126 and the 100 that Lambda keeps unreserved.",
      ],
    },
  ])("of an account with $account is checked against all reservations", ({ account, sentences }) => {
    const { name, ...settings } = environmentOf({ environment: "prod" }, []);
    const mistakesOf = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        if (error instanceof InfrastructureError) return error.mistakes;
        throw error;
      }
      return [];
    };
    const concurrency = { ...settings.concurrency, account };

    expect(mistakesOf(() => readEnvironment(name, { ...settings, concurrency }, []))).toEqual(sentences);
  });

  it("raises an alarm at four fifths of the account's limit", () => {
    prod.template.hasResourceProperties("AWS::CloudWatch::Alarm", {
      Namespace: "AWS/Lambda",
      MetricName: "ClaimedAccountConcurrency",
      Threshold: 800,
      EvaluationPeriods: 5,
    });
  });
});

it("throttled requests of every action on the table raise one alarm", () => {
  const [alarm] = dev.all("AWS::CloudWatch::Alarm").filter(({ id }) => id.startsWith("TableThrottledAlarm"));
  const text = JSON.stringify(alarm);

  for (const action of ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"]) {
    expect(text).toContain(`{"Name":"Operation","Value":"${action}"}`);
  }
});

it("server errors of CloudFront raise an alarm in its own region", () => {
  expect(Object.keys(prod.stacks)).toEqual([
    "runtruth-prod",
    "runtruth-prod-app",
    "runtruth-prod-eu-central-1-edge",
    "runtruth-prod-pipeline",
  ]);
  expect(Object.keys(dev.stacks)).toEqual(["runtruth-dev", "runtruth-dev-app"]);
  expect(prod.all("AWS::CloudWatch::Alarm").filter(({ id }) => id.startsWith("Edge"))).toMatchObject([
    { Namespace: "AWS/CloudFront", MetricName: "5xxErrorRate", Threshold: 1, EvaluationPeriods: 2 },
  ]);
});

it("global resource names contain the region and have at most 64 characters", () => {
  const elsewhere = synthesizedWith({ region: "eu-west-1" });
  const namesIn = (stack: typeof dev) =>
    [
      ...JSON.stringify(stack.all("AWS::CloudFront::OriginAccessControl")).matchAll(/"Name":"([^"]+)"/g),
      ...JSON.stringify(stack.all("AWS::CloudFront::ResponseHeadersPolicy")).matchAll(/"Name":"([^"]+)"/g),
      ...JSON.stringify(stack.all("AWS::CloudFront::Function")).matchAll(/"Name":"([^"]+)"/g),
      ...JSON.stringify(stack.all("AWS::CloudWatch::Dashboard")).matchAll(/"DashboardName":"([^"]+)"/g),
      ...JSON.stringify(stack.all("AWS::Budgets::Budget")).matchAll(/"BudgetName":"([^"]+)"/g),
    ].map(([, name = ""]) => name);

  expect(namesIn(dev).length).toBeGreaterThanOrEqual(4);
  expect(namesIn(dev).filter((name) => namesIn(elsewhere).includes(name))).toEqual([]);
  for (const name of namesIn(prod)) expect(name.length, name).toBeLessThanOrEqual(64);
});

describe("cost", () => {
  it.each(environmentNames)("of %s is split by tags on every stack", (name) => {
    const { stacks } = synthesized(name);
    for (const [stackName, { Resources }] of Object.entries(stacks)) {
      const text = JSON.stringify(Resources);
      expect(text, stackName).toContain('{"Key":"application","Value":"runtruth"}');
      expect(text, stackName).toContain(`{"Key":"environment","Value":"${name}"}`);
    }
  });

  it("of dashboards is not tagged, because older schemas reject that", () => {
    expect(prod.all("AWS::CloudWatch::Dashboard")).not.toMatchObject([{ Tags: expect.anything() }]);
  });

  it("of production has a budget whose use and forecast are mailed", () => {
    expect(dev.all("AWS::Budgets::Budget")).toEqual([]);
    expect(prod.all("AWS::Budgets::Budget")).toMatchObject([
      {
        Budget: { BudgetType: "COST", TimeUnit: "MONTHLY", BudgetLimit: { Amount: 300, Unit: "USD" } },
        NotificationsWithSubscribers: [
          { Notification: { NotificationType: "ACTUAL", Threshold: 80 }, Subscribers: [{ SubscriptionType: "EMAIL" }] },
          { Notification: { NotificationType: "FORECASTED", Threshold: 100 } },
        ],
      },
    ]);
  });
});

it("buckets are emptied when a stack is destroyed, except in production", () => {
  const emptied = (stack: typeof dev) =>
    Object.values(stack.resources).filter(({ Type }) => Type === "Custom::S3AutoDeleteObjects").length;

  expect([dev, staging, prod].map(emptied)).toEqual([3, 3, 0]);
});

it("the access log names the connection's address for what it is, CloudFront's", () => {
  const [stage] = prod.all("AWS::ApiGatewayV2::Stage");
  const text = JSON.stringify(stage);

  expect(text).toContain("edgeIp");
  expect(text).not.toContain('sourceIp\\":');
  // The viewer's address is in CloudFront's own log.
  expect(JSON.stringify(prod.all("AWS::CloudFront::Distribution"))).toContain('"Prefix":"requests/"');
});
