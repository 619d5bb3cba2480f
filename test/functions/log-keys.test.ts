import type { DynamoDBStreamEvent, SQSRecord } from "aws-lambda";
import { afterEach, expect, it, vi } from "vitest";
import { invocation } from "../../functions/middleware/invocation.ts";
import { settleBatch } from "../../functions/middleware/settle-batch.ts";
import { createRunEvents } from "../../functions/run-events/app.ts";
import { createLog } from "../../shared/observability/log.ts";
import { addLogKeys, logKeys, withLogKeys } from "../../shared/observability/log-keys.ts";
import { capturedLines } from "../support/captured-lines.ts";
import { testClock } from "../support/clock.ts";
import { lambdaContext } from "./lambda-context.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const record = (messageId: string): SQSRecord => ({
  messageId,
  receiptHandle: "",
  body: "",
  attributes: { ApproximateReceiveCount: "1", SentTimestamp: "", SenderId: "", ApproximateFirstReceiveTimestamp: "" },
  messageAttributes: {},
  md5OfBody: "",
  eventSource: "aws:sqs",
  eventSourceARN: "",
  awsRegion: "",
});

it("a log line carries run, workspace, message and trace ids", async () => {
  vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1");
  const lines = capturedLines();
  const log = createLog("worker");
  const settle = async ({ messageId }: SQSRecord) => {
    addLogKeys({ runId: `run of ${messageId}`, workspaceId: "acme" });
    await Promise.resolve();
    log.info("settled");
    throw new Error("and then it failed");
  };
  await settleBatch([record("one"), record("two")], settle, (_record, error) => log.error("failed", { error }));

  const trace = { xray_trace_id: "1-5759e988-bd862e3fe1be46a994272793" };
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject(
    ["settled", "failed"].flatMap((message) =>
      ["one", "two"].map((id) => ({
        message,
        correlationId: id,
        runId: `run of ${id}`,
        workspaceId: "acme",
        ...trace,
      })),
    ),
  );
});

it("a log line carries its invocation, and inner keys override outer ones", async () => {
  const lines = capturedLines();
  const log = createLog("sweep");
  const handle = invocation(log, async () => {
    log.info("outside");
    withLogKeys({ runId: "inner" }, () => log.info("inside", { runId: "said by the line itself" }));
  });
  await handle({}, lambdaContext);

  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { message: "outside", correlationId: lambdaContext.awsRequestId, function_request_id: lambdaContext.awsRequestId },
    { message: "inside", correlationId: lambdaContext.awsRequestId, runId: "said by the line itself" },
  ]);
  expect(logKeys()).toEqual({});
});

it("a failed end is logged with its run, workspace and stream record", async () => {
  const logged: unknown[] = [];
  const runEvents = createRunEvents({
    clock: testClock(),
    follow: async () => {
      throw new Error("no");
    },
    park: async () => undefined,
    onFailure: () => logged.push(logKeys()),
  });
  const text = (S: string) => ({ S });
  const image = {
    pk: text("RUN#01KJP00000000000000000000A"),
    sk: text("#"),
    type: text("policy.sync"),
    environmentId: text("acme-prod"),
    workspaceKey: text("WS#acme#0"),
    status: text("completed"),
    outcome: text("failed"),
    initiator: { M: { id: text("operator"), name: text("operator") } },
    createdAt: text("2026-03-01T10:00:00.000Z"),
  };
  const event: DynamoDBStreamEvent = {
    Records: [{ eventID: "event", dynamodb: { NewImage: image, SequenceNumber: "1" } }],
  };
  await runEvents(event);

  expect(logged).toEqual([{ runId: "01KJP00000000000000000000A", workspaceId: "acme", correlationId: "event" }]);
});
