import * as z from "zod";
import { redact } from "../redaction/redact.ts";
import { boundedContext } from "../run/context.ts";
import { isPlaced } from "../run/generation.ts";
import { type DispatchFacts, type Initiator, type Run, reconciliationFacts, run as runSchema } from "../run/run.ts";
import type { Item, ItemKey } from "./item.ts";
import {
  dueShardOf,
  environmentPartition,
  runIdOfKey,
  runKey,
  timelinePartition,
  workspaceOfPartition,
  workspacePlace,
} from "./keys.ts";
import { activeOpenKey } from "./open-keys.ts";

/**
 * The stored form of a run. A typical run must fit into one write unit (1,024 bytes), so facts that the key (id,
 * workspace) or the type (job class) already holds are not stored twice; reading restores them. See ADR 0003.
 */
const storedDispatch = z.object({
  version: z.number().int(),
  queue: z.string(),
  at: z.string(),
  jobId: z.string().optional(),
});

const storedRun = runSchema.omit({ id: true, workspaceId: true, startedAt: true }).extend({
  pk: z.string().startsWith("RUN#"),
  workspaceKey: z.string(),
  environmentId: runSchema.shape.environmentId.default(null),
  claims: runSchema.shape.claims.default([]),
  attempt: runSchema.shape.attempt.default(0),
  tries: runSchema.shape.tries.default(0),
  handovers: runSchema.shape.handovers.default(0),
  waitedSeconds: runSchema.shape.waitedSeconds.default(0),
  inputElsewhere: runSchema.shape.inputElsewhere.default(false),
  context: runSchema.shape.context.default({}),
  summaryCounts: runSchema.shape.summaryCounts.default({}),
  failures: runSchema.shape.failures.default([]),
  dispatch: storedDispatch.optional(),
  reconciliation: reconciliationFacts.optional(),
});

/**
 * The run that an item points to: an idempotency key's candidate that resolved to another run. Undefined for any
 * other item.
 */
export function aliasOf(item: Item | undefined): string | undefined {
  // A cheap check before the schema, because it runs on every read item.
  return typeof item?.sameAs === "string" ? item.sameAs : undefined;
}

/** Whether an item bars its id: it points to itself. */
export function isBarred(item: Item | undefined): boolean {
  const alias = aliasOf(item);
  return alias !== undefined && item?.pk === runKey(alias).pk;
}

/** Parses a stored run; undefined for any other item. Throws when a run's item is damaged. */
export function parseRun(item: Item | undefined): Run | undefined {
  if (item === undefined || aliasOf(item) !== undefined) return undefined;
  const { pk, workspaceKey, dispatch, reconciliation, ...fields } = storedRun.parse(item);
  const id = runIdOfKey(pk);
  return {
    ...fields,
    id,
    workspaceId: workspaceOfPartition(workspaceKey),
    ...(fields.claims[0] !== undefined && { startedAt: fields.claims[0] }),
    context: {
      ...fields.context,
      ...(dispatch && { dispatch: expandDispatch(id, fields.type, dispatch) }),
      ...(reconciliation && { reconciliation }),
    },
  };
}

function expandDispatch(runId: string, type: string, stored: z.infer<typeof storedDispatch>): DispatchFacts {
  return {
    correlationVersion: stored.version,
    operationRunId: runId,
    jobClass: type,
    queue: stored.queue,
    connection: "sqs",
    dispatchedAt: stored.at,
    ...(stored.jobId !== undefined && { queueJobId: stored.jobId }),
  };
}

/** The facts that a start supplies about its run; all others are derived. */
export interface NewRun {
  readonly id: string;
  readonly type: string;
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly initiator: Initiator;
  readonly createdAt: string;
  readonly correlationHash: string | undefined;
  /** The generation of the run in its line; absent on platform records. */
  readonly gen?: number | undefined;
  readonly epoch?: string | undefined;
  readonly input: Record<string, unknown>;
  readonly context: Record<string, unknown>;
  /** The reference that the start gave, such as a ticket number. */
  readonly externalReference?: string;
  /** The run that this one repeats. */
  readonly repeats?: string;
  readonly repeatPlane?: "platform";
  /** Names the side item of the input when another start's is stored under the same id. */
  readonly inputToken?: string | undefined;
}

/** Larger inputs go to a side item, so that the run stays within one write unit. */
const inlineInputBytesMax = 128;

/** True when the input does not fit into the run's own item. */
export function needsSideItem(input: Record<string, unknown>): boolean {
  return Buffer.byteLength(JSON.stringify(input)) > inlineInputBytesMax;
}

/** The item of an accepted run, with its keys of all four indexes. */
export function queuedRunItem(start: NewRun, requestToken: string, dueAt: string): Item & ItemKey {
  return {
    ...baseItem(start),
    status: "queued",
    outcome: "pending",
    requestToken,
    openKey: activeOpenKey(start.environmentId, start.id),
    dueShard: dueShardOf(start.id),
    dueAt,
  };
}

/** Attributes of every run item, in any state. */
export function baseItem(start: NewRun): Item & ItemKey {
  return {
    ...runKey(start.id),
    type: start.type,
    workspaceKey: timelinePartition(start.workspaceId),
    ...(start.environmentId !== null && { environmentId: start.environmentId }),
    // Runs of the workspace itself are listed by line only; those that only record something belong to none.
    ...((start.environmentId !== null || start.correlationHash !== undefined) && {
      environmentKey: environmentPartition(start.workspaceId, start.environmentId ?? workspacePlace),
    }),
    initiator: start.initiator,
    createdAt: start.createdAt,
    context: boundedContext(start.context),
    ...(start.externalReference !== undefined && { externalReference: start.externalReference }),
    ...(start.repeats !== undefined && { repeats: start.repeats }),
    ...(start.repeatPlane && { repeatPlane: start.repeatPlane }),
    ...(start.correlationHash !== undefined && { correlationHash: start.correlationHash }),
    ...(isPlaced(start) && { gen: start.gen, epoch: start.epoch }),
    ...(needsSideItem(start.input)
      ? { inputElsewhere: true, ...(start.inputToken !== undefined && { inputToken: start.inputToken }) }
      : Object.keys(start.input).length > 0 && { input: redact(start.input) }),
  };
}
