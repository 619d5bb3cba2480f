import type { MessagePort } from "node:worker_threads";
import * as z from "zod";
import { channelClient } from "../engines/engine-channel.ts";

/**
 * A request to the streams of a table, answered with the response as JSON holds it: times in seconds, bytes as base64.
 * The event of a function holds them the same way, so the SDK's own form would be a detour. Rejects when it is refused.
 */
export type CallStreams = (operation: string, input: object, signal: AbortSignal) => Promise<unknown>;

const targetOf = (operation: string) => `DynamoDBStreams_20120810.${operation}`;

/** The streams of an engine at an HTTP address. No local engine verifies a signature, but some require one. */
export function streamsAt(endpoint: string): CallStreams {
  return async (operation, input, signal) => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": targetOf(operation),
        "x-amz-date": "20260101T000000Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
      },
      body: JSON.stringify(input),
      signal,
    });
    return accepted(operation, response.status, await response.text());
  };
}

/** The streams of the stack's own engine, through a channel. */
export function streamsThrough(port: MessagePort): CallStreams {
  const send = channelClient(port);
  return async (operation, input) => {
    const { status, body } = await send({ path: "/", target: targetOf(operation), body: JSON.stringify(input) });
    return accepted(operation, status, body);
  };
}

const refusal = z.object({ __type: z.string().default(""), message: z.string().default("") });

function accepted(operation: string, status: number, body: string): unknown {
  const answer: unknown = JSON.parse(body);
  if (status === 200) return answer;
  const { __type: type, message } = refusal.parse(answer);
  throw new Error(`${operation} was refused with ${status}: ${type} ${message}`);
}
