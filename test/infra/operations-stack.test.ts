import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { routes, unmatched } from "../../shared/contract/routes.ts";
import { indexes } from "../../shared/ledger/keys.ts";
import { synthesized } from "./synthesized.ts";

const dev = synthesized("dev");
const prod = synthesized("prod");

/** The logical id of a construct's resource, found by its prefix from the construct's path. */
function idOf(type: string, start: string): string {
  const ids = dev
    .all(type)
    .flatMap(({ id }) => (id.startsWith(start) && /^[0-9A-F]{8}$/.test(id.slice(start.length)) ? [id] : []));
  expect(ids).toHaveLength(1);
  return ids.join();
}
const queueArn = (start: string) => ({ "Fn::GetAtt": [idOf("AWS::SQS::Queue", start), "Arn"] });
const functionOf = (start: string) => ({ Ref: idOf("AWS::Lambda::Function", `${start}Function`) });

describe("the table", () => {
  it("has exactly the keys and indexes that the ledger declares", () => {
    const projections = Object.entries(indexes).map(([IndexName, { hash, range, include }]) => ({
      IndexName,
      KeySchema: [
        { AttributeName: hash, KeyType: "HASH" },
        { AttributeName: range, KeyType: "RANGE" },
      ],
      Projection:
        include.length === 0
          ? { ProjectionType: "KEYS_ONLY" }
          : { ProjectionType: "INCLUDE", NonKeyAttributes: [...include] },
    }));

    dev.template.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: projections,
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      Replicas: [Match.objectLike({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })],
    });
  });

  it.each([
    { name: "dev", stack: dev, deletion: "Delete", isProtected: false },
    { name: "prod", stack: prod, deletion: "RetainExceptOnCreate", isProtected: true },
  ])("of $name has deletion protection: $isProtected", ({ stack, deletion, isProtected }) => {
    stack.template.hasResource("AWS::DynamoDB::GlobalTable", {
      DeletionPolicy: deletion,
      Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: isProtected })] },
    });
  });
});

describe("the lane", () => {
  it.each([
    { lane: "Short", visibility: 180, receives: 3, timeout: 120 },
    { lane: "Long", visibility: 900, receives: 2, timeout: 840 },
  ])("$lane redrives after its receives, retains longer, bridge gives up after ten", (expected) => {
    const { lane, visibility, receives, timeout } = expected;
    dev.template.hasResourceProperties("AWS::SQS::Queue", {
      VisibilityTimeout: visibility,
      MessageRetentionPeriod: 4 * 86_400,
      RedrivePolicy: { maxReceiveCount: receives, deadLetterTargetArn: queueArn(`${lane}LaneFailureQueue`) },
    });
    expect(dev.resources[idOf("AWS::SQS::Queue", `${lane}LaneFailureQueue`)]?.Properties).toMatchObject({
      VisibilityTimeout: 120,
      MessageRetentionPeriod: 14 * 86_400,
      RedrivePolicy: { maxReceiveCount: 10, deadLetterTargetArn: queueArn("BridgeDeadLetterQueue") },
    });
    expect(dev.resources[idOf("AWS::Lambda::Function", `${lane}LaneWorkerFunction`)]?.Properties).toMatchObject({
      Timeout: timeout,
      Environment: { Variables: { LANE: lane.toLowerCase() } },
    });
  });

  it.each([
    { lane: "Short", maximum: 5 },
    { lane: "Long", maximum: 2 },
  ])("$lane delivers one message per batch, reports item failures and caps concurrency", ({ lane, maximum }) => {
    dev.template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: queueArn(`${lane}LaneWorkQueue`),
      FunctionName: functionOf(`${lane}LaneWorker`),
      BatchSize: 1,
      MaximumBatchingWindowInSeconds: Match.absent(),
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: maximum },
    });
  });

  it.each(["Short", "Long"])("%s sends its failed messages to the failure bridge", (lane) => {
    dev.template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      EventSourceArn: queueArn(`${lane}LaneFailureQueue`),
      FunctionName: functionOf("FailedJobBridge"),
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    });
  });
});

describe("every queue", () => {
  it("is encrypted and denies requests without TLS", () => {
    const queues = dev.all("AWS::SQS::Queue");
    const refusing = dev.all("AWS::SQS::QueuePolicy");

    expect(queues).toHaveLength(7);
    for (const queue of queues) {
      expect(queue).toMatchObject({ SqsManagedSseEnabled: true });
      expect(refusing).toContainEqual(
        expect.objectContaining({
          Queues: [{ Ref: queue.id }],
          PolicyDocument: expect.objectContaining({
            Statement: [
              expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
            ],
          }),
        }),
      );
    }
  });

  it.each([
    "ShortLaneFailureQueue",
    "LongLaneFailureQueue",
    "BridgeDeadLetterQueue",
    "RunEventsParkedQueue",
    "ReconcileSweepMissedQueue",
  ])("that must stay empty has an alarm: %s", (start) => {
    const alarms = dev.all("AWS::CloudWatch::Alarm").filter((alarm) => {
      return JSON.stringify(alarm).includes(`"${idOf("AWS::SQS::Queue", start)}"`);
    });

    expect(alarms).toMatchObject([{ Threshold: 0, ComparisonOperator: "GreaterThanThreshold" }]);
  });
});

describe("the HTTP API", () => {
  const authorizer = { Ref: dev.all("AWS::ApiGatewayV2::Authorizer")[0]?.id };

  it("has one route per contract entry and a default route", () => {
    const keys = [...routes.map(({ method, path }) => `${method} ${path}`), unmatched.routeKey];

    expect(dev.all("AWS::ApiGatewayV2::Route")).toHaveLength(keys.length);
    for (const RouteKey of keys) dev.template.hasResourceProperties("AWS::ApiGatewayV2::Route", { RouteKey });
  });

  it.each([...routes])("requires a token for $method $path unless the contract is open ($auth)", (route) => {
    dev.template.hasResourceProperties("AWS::ApiGatewayV2::Route", {
      RouteKey: `${route.method} ${route.path}`,
      ...(route.auth === "jwt"
        ? { AuthorizationType: "JWT", AuthorizerId: authorizer, AuthorizationScopes: ["runtruth/call"] }
        : { AuthorizationType: "NONE", AuthorizerId: Match.absent() }),
    });
  });

  it("routes GET to read-api and everything else to operations-api", () => {
    const integrationOf = (start: string) => ({
      "Fn::Join": ["", ["integrations/", { Ref: idOf("AWS::ApiGatewayV2::Integration", start) }]],
    });
    for (const { method, path } of routes) {
      const start = method === "GET" ? "HttpApiReadApiIntegration" : "HttpApiOperationsApiIntegration";
      dev.template.hasResourceProperties("AWS::ApiGatewayV2::Route", {
        RouteKey: `${method} ${path}`,
        Target: integrationOf(start),
      });
    }
  });

  it("accepts tokens of its own user pool's clients from the header only", () => {
    dev.template.hasResourceProperties("AWS::ApiGatewayV2::Authorizer", {
      AuthorizerType: "JWT",
      IdentitySource: ["$request.header.Authorization"],
      JwtConfiguration: {
        Audience: ["IdentityConsole", "IdentityUsersMachines", "IdentityUsersCanary"].map((start) => ({
          Ref: idOf("AWS::Cognito::UserPoolClient", start),
        })),
        Issuer: { "Fn::GetAtt": [dev.all("AWS::Cognito::UserPool")[0]?.id, "ProviderURL"] },
      },
    });
  });

  it("is throttled and logs every access", () => {
    dev.template.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      AccessLogSettings: { Format: Match.stringLikeRegexp("requestId") },
    });
  });
});

describe("the sweep", () => {
  it("starts every minute, and a missed start goes to a queue", () => {
    dev.template.hasResourceProperties("AWS::Scheduler::Schedule", {
      ScheduleExpression: "rate(1 minute)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: { "Fn::GetAtt": [functionOf("ReconcileSweep").Ref, "Arn"] },
        DeadLetterConfig: { Arn: queueArn("ReconcileSweepMissedQueue") },
        RetryPolicy: { MaximumRetryAttempts: 2 },
      },
    });
  });
});

describe("run events", () => {
  it("receive runs that just completed and report item failures", () => {
    const run = { pk: { S: [{ prefix: "RUN#" }] }, sk: { S: ["#"] }, status: { S: ["completed"] } };
    const before = { status: { S: [{ "anything-but": ["completed"] }] } };
    const patterns = [
      { eventName: ["MODIFY"], dynamodb: { NewImage: run, OldImage: before } },
      { eventName: ["INSERT"], dynamodb: { NewImage: run } },
    ];

    dev.template.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
      FunctionName: functionOf("RunEventsFollower"),
      FilterCriteria: { Filters: patterns.map((pattern) => ({ Pattern: Match.serializedJson(pattern) })) },
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      BisectBatchOnFunctionError: true,
      StartingPosition: "TRIM_HORIZON",
      DestinationConfig: { OnFailure: { Destination: queueArn("RunEventsParkedQueue") } },
    });
  });
});

describe("every function", () => {
  it("runs on Node 24 with log retention, its table and its service name", () => {
    const functions = dev.all("AWS::Lambda::Function");

    expect(functions).toHaveLength(9);
    for (const properties of functions) {
      expect(properties).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
        Environment: {
          Variables: {
            TABLE_NAME: { Ref: expect.any(String) },
            POWERTOOLS_SERVICE_NAME: expect.any(String),
            POWERTOOLS_METRICS_NAMESPACE: "Runtruth/dev",
            OPERATION_LIFECYCLE_OVERRIDES: "{}",
          },
        },
      });
    }
    for (const group of dev.all("AWS::Logs::LogGroup")) expect(group).toMatchObject({ RetentionInDays: 7 });
  });
});

describe("retention", () => {
  it.each([
    { environment: "dev", stack: dev, audit: "30", notifications: "14" },
    { environment: "prod", stack: prod, audit: "730", notifications: "90" },
  ])("of audit and notifications in $environment reaches the writers", ({ stack, audit, notifications }) => {
    const writers = stack.all("AWS::Lambda::Function").filter((one) => JSON.stringify(one).includes("RETENTION_DAYS"));

    expect(writers).toHaveLength(2);
    for (const properties of writers) {
      expect(properties).toMatchObject({
        Environment: {
          Variables: {
            POWERTOOLS_SERVICE_NAME: expect.stringMatching(/^(?:operations-api|run-events)$/),
            AUDIT_RETENTION_DAYS: audit,
            NOTIFICATION_RETENTION_DAYS: notifications,
          },
        },
      });
    }
  });
});
