import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { deriveCompletedDetail } from "../../shared/derived/completed-detail.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { type CompletedDetail, completedEvent } from "../../shared/run/completed-event.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { Run } from "../../shared/run/run.ts";

interface Dependencies {
  readonly client: EventBridgeClient;
  readonly busName: string;
  readonly overrides: LifecycleOverrides;
}

/**
 * Publishes an end to the event bus, at least once: after a failure the stream redelivers the end, and its event has
 * the same id. Throws when the bus rejected the event.
 */
export function createPublishEnd({ client, busName, overrides }: Dependencies) {
  return async function publishEnd(run: Run): Promise<void> {
    const detail = completedDetailOf(run, overrides);
    if (detail === undefined) return;
    const entry = {
      EventBusName: busName,
      Source: completedEvent.source,
      DetailType: completedEvent.detailType,
      Time: new Date(detail.completedAt),
      Detail: JSON.stringify(detail),
    };
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    // PutEvents can succeed although it rejected the entry.
    if (FailedEntryCount !== 0) {
      throw new Error(`The event bus rejected the end of run ${run.id}: ${Entries?.[0]?.ErrorCode ?? "no reason"}.`);
    }
  };
}

/** The published event detail of an end; undefined while the run is active. */
export function completedDetailOf(run: Run, overrides: LifecycleOverrides = {}): CompletedDetail | undefined {
  const operation = findOperation(run.type);
  return deriveCompletedDetail(run, operation === undefined ? "uncovered" : lifecycleOf(operation, overrides));
}
