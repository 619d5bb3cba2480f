import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import type { ParkedEnd } from "../../shared/dispatch/park-event.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import { runIdOfKey, runKey } from "../../shared/ledger/keys.ts";
import { parseRun } from "../../shared/ledger/run-item.ts";
import { type LogKeys, withLogKeys } from "../../shared/observability/log-keys.ts";
import type { Run } from "../../shared/run/run.ts";
import { isFromNewerRelease } from "../../shared/run/status.ts";

interface Dependencies {
  /** Processes the end of one run. Must be idempotent. */
  readonly follow: (run: Run) => Promise<void>;
  /** Sends an end that could not be processed to the parking queue, which has an alarm. */
  readonly park: (end: ParkedEnd) => Promise<void>;
  readonly clock: Clock;
  /** `runId` is empty when the record's key could not be read. */
  readonly onFailure: (runId: string, error: unknown, isParked: boolean) => void;
}

/**
 * A record that has failed for this long is parked, because a failing record blocks all records of its shard behind it.
 * The time counts from the record's first failure, not from its end: on a lagging stream every end is old.
 */
const tryForSeconds = 900;
/** One record per shard can fail at a time. The oldest entry is evicted, since its shard may have moved elsewhere. */
const failingMax = 100;

/**
 * Processes ends from the table's stream: an end is processed if and only if it was written, however its writer died.
 * Records are processed in order; the first failing one and all behind it are redelivered. An unreadable record is
 * parked at once, because no retry can read it.
 */
export function createRunEvents({ follow, park, clock, onFailure }: Dependencies) {
  /** First failure of each failing record, by sequence number. A new execution environment starts from zero. */
  const failingSince = new Map<string, number>();

  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of event.Records) {
      if (isEnd(record) && !(await followOrPark(record))) {
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  };

  /** Whether the stream may advance past the record. */
  async function followOrPark(record: DynamoDBRecord): Promise<boolean> {
    const read = readRun(record);
    if ("error" in read) return parkOrFail(record, { reason: "unreadable", runId: runIdOf(record) }, read.error);
    const { run } = read;
    if (run === undefined) return true;
    return withLogKeys(keysOf(run, record), async () => {
      try {
        await follow(run);
        failingSince.delete(sequenceNumberOf(record));
        return true;
      } catch (error) {
        const failure = { reason: "failed", runId: run.id } as const;
        if (hasFailedLongEnough(sequenceNumberOf(record))) return parkOrFail(record, failure, error);
        onFailure(run.id, error, false);
        return false;
      }
    });
  }

  async function parkOrFail(
    record: DynamoDBRecord,
    { runId, reason }: { readonly reason: ParkedEnd["reason"]; readonly runId: string | undefined },
    error: unknown,
  ): Promise<boolean> {
    const sequenceNumber = record.dynamodb?.SequenceNumber;
    // A record without a sequence number is a manual redrive; its operator sees the response (docs/runbooks/run-events-parked.md).
    const isParked = sequenceNumber !== undefined;
    onFailure(runId ?? "", error, isParked);
    if (!isParked) return false;
    try {
      await park({ reason, ...(runId !== undefined && { runId }), sequenceNumber });
      failingSince.delete(sequenceNumber);
      return true;
    } catch (parkingError) {
      onFailure(runId ?? "", parkingError, false);
      return false;
    }
  }

  function hasFailedLongEnough(sequenceNumber: string): boolean {
    const now = clock.now().getTime();
    const since = failingSince.get(sequenceNumber);
    if (since !== undefined) return now - since > tryForSeconds * 1000;
    const [oldest] = failingSince.keys();
    if (oldest !== undefined && failingSince.size >= failingMax) failingSince.delete(oldest);
    failingSince.set(sequenceNumber, now);
    return false;
  }
}

const sequenceNumberOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? "";

function keysOf({ id, workspaceId }: Run, { eventID }: DynamoDBRecord): LogKeys {
  return { runId: id, workspaceId, ...(eventID !== undefined && { correlationId: eventID }) };
}

/** Whether a record is a transition to completed. Reads two raw attributes only, because most records are not ends. */
function isEnd({ dynamodb: { NewImage: image, OldImage: before } = {} }: DynamoDBRecord): boolean {
  return image !== undefined && image.sk?.S === "#" && isCompleted(image) && !isCompleted(before);
}

/** The run of a record, undefined for an item that is not a run; or the error why it cannot be read. */
function readRun(record: DynamoDBRecord): { readonly run: Run | undefined } | { readonly error: unknown } {
  try {
    const run = parseRun(unmarshall(attributes.parse(record.dynamodb?.NewImage)));
    if (run !== undefined && isFromNewerRelease(run)) throw new Error("A newer release wrote how this run ended.");
    return { run };
  } catch (error) {
    return { error };
  }
}

/** The run id from a record's key, if the key can be read. */
function runIdOf({ dynamodb }: DynamoDBRecord): string | undefined {
  const pk = dynamodb?.NewImage?.pk?.S;
  return pk?.startsWith(runKey("").pk) === true ? runIdOfKey(pk) : undefined;
}

const isCompleted = (image: Image) => image?.status?.S === "completed";
type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];

const attributes = z.custom<Record<string, AttributeValue>>((value) => typeof value === "object" && value !== null);
