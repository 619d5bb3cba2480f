import { SQSServiceException } from "@aws-sdk/client-sqs";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import { lanes, queueOf } from "../../shared/run/lanes.ts";
import type { World } from "../ledger/world.ts";

/** The lane of a queue's ARN, as in the configuration of the bridge. */
export const laneOfQueue = (queueArn: string) => lanes.find((lane) => queueArn.includes(`:${queueOf(lane)}`));

/** A received message. By default it comes from the queue that its body names. */
export function recordOf(
  body: string,
  over: { messageId?: string; receiveCount?: number; queue?: string } = {},
): SQSRecord {
  const queue = over.queue ?? lanes.map(queueOf).find((name) => body.includes(name)) ?? queueOf("long");
  return {
    messageId: over.messageId ?? "m1",
    receiptHandle: "r",
    body,
    attributes: {
      ApproximateReceiveCount: String(over.receiveCount ?? 1),
      SentTimestamp: "0",
      SenderId: "s",
      ApproximateFirstReceiveTimestamp: "0",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}-failed`,
    awsRegion: "us-east-1",
  };
}

export const eventOf = (...records: SQSRecord[]): SQSEvent => ({ Records: records });

export function lambdaContext(remainingMillis = 840_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: "f",
    functionVersion: "1",
    invokedFunctionArn: "arn",
    memoryLimitInMB: "256",
    awsRequestId: "r",
    logGroupName: "g",
    logStreamName: "s",
    getRemainingTimeInMillis: () => remainingMillis,
    done() {},
    fail() {},
    succeed() {},
  };
}

/** The message bodies sent so far. */
export function sentBodies(world: World): string[] {
  return world.sqs.calls().map((call) => z.object({ MessageBody: z.string() }).parse(call.args[0].input).MessageBody);
}

/** A rejection by SQS: a 4xx service error. */
export function queueRefusal(): Error {
  return new SQSServiceException({
    name: "AccessDenied",
    $fault: "client",
    message: "denied",
    $metadata: { httpStatusCode: 403 },
  });
}
