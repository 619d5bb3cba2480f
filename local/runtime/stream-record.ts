import { localAccount } from "../assembly/local-account.ts";
import type { StreamRecord } from "./shard-reader.ts";

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

/** The entry for a change that the streams API returned. */
export function streamRecord(record: StreamRecord, streamArn: string): LambdaStreamRecord {
  const { ApproximateCreationDateTime: createdAt = 0, SequenceNumber: sequenceNumber = "" } = record.dynamodb ?? {};
  return {
    eventID: record.eventID ?? "",
    eventName: record.eventName ?? "",
    eventVersion: record.eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    eventSourceARN: streamArn,
    awsRegion: localAccount.region,
    dynamodb: {
      ...record.dynamodb,
      ApproximateCreationDateTime: Math.floor(createdAt),
      SequenceNumber: sequenceNumber,
    },
    ...(record.userIdentity && {
      userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId },
    }),
  };
}
