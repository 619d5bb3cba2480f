import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import type { Clock } from "../../shared/clock.ts";
import type { ParkedEnd } from "../../shared/dispatch/park.ts";
import { runIdOfKey, runKey } from "../../shared/ledger/keys.ts";
import { parseRun } from "../../shared/ledger/run-item.ts";
import { type LogKeys, withLogKeys } from "../../shared/log-keys.ts";
import type { Run } from "../../shared/run/run.ts";
import { isFromNewerRelease } from "../../shared/run/status.ts";

interface Parts {
  /** Does what follows from the end of one run; may be repeated. */
  readonly follow: (run: Run) => Promise<void>;
  /** Keeps an end that could not be followed where an alarm sees it. */
  readonly park: (end: ParkedEnd) => Promise<void>;
  readonly clock: Clock;
  /** `runId` is empty when the record's key could not be read. */
  readonly onFailure: (runId: string, error: unknown, isParked: boolean) => void;
}

/**
 * A record that has been tried for this long is parked rather than tried again: a stream stops at its first failure, and
 * everything behind it waits. What counts is how long this record has failed, not how old its end is: behind a stream
 * that is late every end is old.
 */
const tryForSeconds = 900;
/** One record per shard can be failing at a time; an entry whose record went elsewhere makes room for a newer one. */
const failingMax = 100;

/**
 * What follows from an end, fed by the table's stream: it happens if and only if the end was written,
 * however the writer died. Records are followed in their order; the first that fails, and all behind it,
 * are delivered again. A record that cannot be read is parked at once, because no further try reads it either.
 */
export function createRunEvents({ follow, park, clock, onFailure }: Parts) {
  /** When each failing record failed first, by its place in the stream. A new execution environment begins to count anew. */
  const failingSince = new Map<string, number>();

  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of event.Records) {
      if (isEnd(record) && !(await followOrPark(record))) {
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  };

  /** Whether the stream may go on behind the record. */
  async function followOrPark(record: DynamoDBRecord): Promise<boolean> {
    const read = readRun(record);
    if ("error" in read) return giveUp(record, { reason: "unreadable", runId: runIdOf(record) }, read.error);
    const { run } = read;
    if (run === undefined) return true;
    return withLogKeys(keysOf(run, record), async () => {
      try {
        await follow(run);
        failingSince.delete(placeOf(record));
        return true;
      } catch (error) {
        const given = { reason: "failed", runId: run.id } as const;
        if (hasFailedLongEnough(placeOf(record))) return giveUp(record, given, error);
        onFailure(run.id, error, false);
        return false;
      }
    });
  }

  async function giveUp(
    record: DynamoDBRecord,
    { runId, reason }: { readonly reason: ParkedEnd["reason"]; readonly runId: string | undefined },
    error: unknown,
  ): Promise<boolean> {
    const sequenceNumber = record.dynamodb?.SequenceNumber;
    // A record without a place in a stream was sent by a person, who sees the answer (docs/runbooks/ends-parked.md).
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

  function hasFailedLongEnough(place: string): boolean {
    const now = clock.now().getTime();
    const since = failingSince.get(place);
    if (since !== undefined) return now - since > tryForSeconds * 1000;
    const [oldest] = failingSince.keys();
    if (oldest !== undefined && failingSince.size >= failingMax) failingSince.delete(oldest);
    failingSince.set(place, now);
    return false;
  }
}

const placeOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? "";

function keysOf({ id, workspaceId }: Run, { eventID }: DynamoDBRecord): LogKeys {
  return { runId: id, workspaceId, ...(eventID !== undefined && { correlationId: eventID }) };
}

/** Whether a record says "just completed", told from two attributes as they come: most of a stream is no end. */
function isEnd({ dynamodb: { NewImage: image, OldImage: before } = {} }: DynamoDBRecord): boolean {
  return image !== undefined && image.sk?.S === "#" && saysCompleted(image) && !saysCompleted(before);
}

/** The run of a record, undefined for an item that is none; or why it cannot be read. */
function readRun(record: DynamoDBRecord): { readonly run: Run | undefined } | { readonly error: unknown } {
  try {
    const run = parseRun(unmarshall(attributes.parse(record.dynamodb?.NewImage)));
    if (run !== undefined && isFromNewerRelease(run)) throw new Error("A newer release wrote how this run ended.");
    return { run };
  } catch (error) {
    return { error };
  }
}

/** The run that the key of a record names, as far as it can be read. */
function runIdOf({ dynamodb }: DynamoDBRecord): string | undefined {
  const pk = dynamodb?.NewImage?.pk?.S;
  return pk?.startsWith(runKey("").pk) === true ? runIdOfKey(pk) : undefined;
}

const saysCompleted = (image: Image) => image?.status?.S === "completed";
type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];

const attributes = z.custom<Record<string, AttributeValue>>((value) => typeof value === "object" && value !== null);
