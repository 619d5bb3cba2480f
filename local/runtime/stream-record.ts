import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import { localAccount } from "../assembly/local-account.ts";

/** A change of an item as an entry of the Lambda event's `Records`. */
export interface LambdaStreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventVersion: string;
  readonly eventSource: "aws:dynamodb";
  readonly eventSourceARN: string;
  readonly awsRegion: string;
  readonly dynamodb: Readonly<Record<string, unknown>> & {
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime: number;
    readonly SequenceNumber: string;
  };
  readonly userIdentity?: unknown;
}

/** Converts the SDK's stream record into Lambda's form: times in seconds, binary values as base64. */
export function streamRecord(record: StreamRecord, streamArn: string): LambdaStreamRecord {
  const { ApproximateCreationDateTime: createdAt, SequenceNumber: sequenceNumber, ...change } = record.dynamodb ?? {};
  return {
    eventID: record.eventID ?? "",
    eventName: record.eventName ?? "",
    eventVersion: record.eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    eventSourceARN: streamArn,
    awsRegion: localAccount.region,
    dynamodb: {
      ...Object.fromEntries(Object.entries(change).map(([name, value]) => [name, plain(value)])),
      ApproximateCreationDateTime: Math.floor((createdAt?.getTime() ?? 0) / 1000),
      SequenceNumber: sequenceNumber ?? "",
    },
    ...(record.userIdentity === undefined
      ? {}
      : { userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId } }),
  };
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
}
