import { expect, it } from "vitest";
import { planOf } from "../../../local/assembly/plan.ts";
import { addresses, aFunction, anAssembly, aResource } from "./assembly.ts";

const queueMapping = (properties: Record<string, unknown> = {}) =>
  aResource("AWS::Lambda::EventSourceMapping", {
    FunctionName: { Ref: "Worker" },
    EventSourceArn: { "Fn::GetAtt": ["Work", "Arn"] },
    BatchSize: 1,
    ...properties,
  });

it("deployment plan creates a dead-letter queue before the queue that redrives to it", () => {
  const plan = planOf(
    anAssembly({
      Work: aResource("AWS::SQS::Queue", {
        VisibilityTimeout: 180,
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Failure", "Arn"] }, maxReceiveCount: 3 },
      }),
      Failure: aResource("AWS::SQS::Queue", { QueueName: "failure" }),
    }),
    addresses,
  );

  expect(plan.queues.map(({ name }) => name)).toEqual(["failure", "App-Work"]);
  expect(plan.queues[1]?.attributes).toMatchObject({
    VisibilityTimeout: "180",
    RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:failure","maxReceiveCount":3}',
  });
});

it("deployment plan names a function by service and lane, with its limits and variables", () => {
  const variables = { POWERTOOLS_SERVICE_NAME: "worker", LANE: "short", QUEUE_URL_SHORT: { Ref: "Work" } };
  const plan = planOf(
    anAssembly({
      Worker: aFunction({ Timeout: 120, ReservedConcurrentExecutions: 4, Environment: { Variables: variables } }),
      Work: aResource("AWS::SQS::Queue", { QueueName: "work" }),
    }),
    addresses,
  );

  expect(plan.functions).toMatchObject([
    {
      key: "worker-short",
      folder: "/assets/worker",
      timeoutSeconds: 120,
      reservedConcurrency: 4,
      environment: { QUEUE_URL_SHORT: "http://127.0.0.1:4001/000000000000/work" },
    },
  ]);
});

it("deployment plan contains queue, stream and schedule triggers with limit and filter", () => {
  const plan = planOf(
    anAssembly({
      Worker: aFunction(),
      Work: aResource("AWS::SQS::Queue"),
      Table: aResource("AWS::DynamoDB::GlobalTable", {
        TableName: "ledger",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      }),
      FromWork: queueMapping({
        ScalingConfig: { MaximumConcurrency: 2 },
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      }),
      FromTable: queueMapping({
        EventSourceArn: { "Fn::GetAtt": ["Table", "StreamArn"] },
        StartingPosition: "LATEST",
        MaximumRetryAttempts: 5,
        FilterCriteria: { Filters: [{ Pattern: "{}" }] },
      }),
      Often: aResource("AWS::Scheduler::Schedule", {
        ScheduleExpression: "rate(2 minutes)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: { "Fn::GetAtt": ["Worker", "Arn"] } },
      }),
    }),
    addresses,
  );

  expect(plan.queueMappings).toMatchObject([{ maximumConcurrency: 2, batchSize: 1, reportsFailures: true }]);
  expect(plan.streamMappings).toMatchObject([{ retriesMax: 5, patterns: ["{}"], reportsFailures: false }]);
  expect(plan.schedules).toMatchObject([{ everySeconds: 120, functionArn: plan.functions[0]?.arn }]);
});

it("deployment plan resolves the function and the audience of a route", () => {
  const plan = planOf(
    anAssembly({
      Worker: aFunction(),
      Api: aResource("AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP" }),
      Clients: aResource("AWS::Cognito::UserPoolClient"),
      Integration: aResource("AWS::ApiGatewayV2::Integration", {
        ApiId: { Ref: "Api" },
        IntegrationType: "AWS_PROXY",
        IntegrationUri: { "Fn::GetAtt": ["Worker", "Arn"] },
        PayloadFormatVersion: "2.0",
      }),
      Authorizer: aResource("AWS::ApiGatewayV2::Authorizer", {
        ApiId: { Ref: "Api" },
        Name: "tokens",
        AuthorizerType: "JWT",
        IdentitySource: ["$request.header.Authorization"],
        JwtConfiguration: { Audience: [{ Ref: "Clients" }], Issuer: "https://issuer.example" },
      }),
      Route: aResource("AWS::ApiGatewayV2::Route", {
        ApiId: { Ref: "Api" },
        RouteKey: "GET /api/me",
        Target: { "Fn::Join": ["", ["integrations/", { Ref: "Integration" }]] },
        AuthorizationType: "JWT",
        AuthorizerId: { Ref: "Authorizer" },
      }),
    }),
    addresses,
  );

  expect(plan.routes).toEqual([
    {
      key: "GET /api/me",
      functionArn: plan.functions[0]?.arn,
      timeoutMilliseconds: 30_000,
      jwt: { audience: ["runtruth"], scopes: [] },
    },
  ]);
});

it.each([
  { what: "an unknown resource type", resources: { Flow: aResource("AWS::StepFunctions::StateMachine") } },
  { what: "a conditional resource", resources: { Queue: { ...aResource("AWS::SQS::Queue"), Condition: "IsProd" } } },
  { what: "a calendar schedule", resources: scheduleOf("cron(0 12 * * ? *)") },
  {
    what: "an unknown mapping setting",
    resources: { Work: aResource("AWS::SQS::Queue"), Worker: aFunction(), Map: queueMapping({ Surprise: 1 }) },
  },
  {
    what: "a batching window",
    resources: {
      Work: aResource("AWS::SQS::Queue"),
      Worker: aFunction(),
      Map: queueMapping({ MaximumBatchingWindowInSeconds: 5 }),
    },
  },
  { what: "a bundle that is not there", resources: { Worker: aFunction({ Code: { S3Key: "elsewhere" } }) } },
  { what: "another language", resources: { Worker: aFunction({ Runtime: "python3.13" }) } },
])("deployment plan rejects an assembly with $what", ({ resources }) => {
  expect(() => planOf(anAssembly(resources), addresses)).toThrow(/locally|local stack|not in the assembly/);
});

function scheduleOf(expression: string) {
  const Target = { Arn: "arn:aws:lambda:us-east-1:000000000000:function:x" };
  const properties = { ScheduleExpression: expression, FlexibleTimeWindow: { Mode: "OFF" }, Target };
  return { Often: aResource("AWS::Scheduler::Schedule", properties) };
}
