import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod";
import type { Clock } from "../../shared/clock.ts";
import { parseRun } from "../../shared/ledger/run-item.ts";
import { type LogKeys, withLogKeys } from "../../shared/log-keys.ts";
import type { Run } from "../../shared/run/run.ts";

interface Parts {
  /** Does what follows from the end of one run; may be repeated. */
  readonly follow: (run: Run) => Promise<void>;
  /** Keeps the id of a run whose end could not be followed, where an alarm sees it. */
  readonly park: (runId: string) => Promise<void>;
  readonly clock: Clock;
  readonly onFailure: (runId: string, error: unknown, isParked: boolean) => void;
}

/**
 * A record that has failed for this long is parked rather than tried again: a stream stops at its first
 * failure, and everything behind it waits. The stream itself would keep it for 24 hours.
 */
const tryForSeconds = 900;

/**
 * What follows from an end, fed by the table's stream: it happens if and only if the end was written,
 * however the writer died. Records are followed in their order; the first that fails, and all behind it,
 * are delivered again.
 */
export function createRunEvents({ follow, park, clock, onFailure }: Parts) {
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of event.Records) {
      const run = endedRun(record);
      if (run !== undefined && !(await withLogKeys(keysOf(run, record), () => followOrPark(run, record)))) {
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
      }
    }
    return { batchItemFailures: [] };
  };

  async function followOrPark(run: Run, record: DynamoDBRecord): Promise<boolean> {
    try {
      await follow(run);
      return true;
    } catch (error) {
      const isOld = clock.now().getTime() - Date.parse(run.completedAt ?? run.createdAt) > tryForSeconds * 1000;
      onFailure(run.id, error, isOld);
      // A record without a place in a stream was sent by a person, who sees the answer (docs/runbooks/ends-parked.md).
      if (!isOld || record.dynamodb?.SequenceNumber === undefined) return false;
      await park(run.id);
      return true;
    }
  }
}

function keysOf({ id, workspaceId }: Run, { eventID }: DynamoDBRecord): LogKeys {
  return { runId: id, workspaceId, ...(eventID !== undefined && { correlationId: eventID }) };
}

/** The run of a record that says "just completed"; undefined for any other change. */
function endedRun(record: DynamoDBRecord): Run | undefined {
  const { NewImage: image, OldImage: before } = record.dynamodb ?? {};
  // Told from two attributes as they come: most of what a stream brings is no end, and is not read any further.
  if (image === undefined || image.sk?.S !== "#" || !saysCompleted(image) || saysCompleted(before)) return undefined;
  return parseRun(unmarshall(attributes.parse(image)));
}

const saysCompleted = (image: Image) => image?.status?.S === "completed";
type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];

const attributes = z.custom<Record<string, AttributeValue>>((value) => typeof value === "object" && value !== null);
