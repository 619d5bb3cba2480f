import { SQSServiceException } from "@aws-sdk/client-sqs";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";
import * as z from "zod";
import type { World } from "../ledger/world.ts";

export function recordOf(body: string, over: { messageId?: string; receiveCount?: number } = {}): SQSRecord {
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
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:work",
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

/** The bodies the queue was given so far. */
export function sentBodies(world: World): string[] {
  return world.sqs.calls().map((call) => z.object({ MessageBody: z.string() }).parse(call.args[0].input).MessageBody);
}

/** As SQS says no: an answer of its own, in the 4xx range. */
export function queueRefusal(): Error {
  return new SQSServiceException({
    name: "AccessDenied",
    $fault: "client",
    message: "denied",
    $metadata: { httpStatusCode: 403 },
  });
}
