import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { Attempt } from "./attempt-tickets.ts";
import { createRecordStore, type RecordScope } from "./record-store.ts";

/** What archiving and purging add to a record; absent on records of older releases. */
export const archiveFields = {
  archivedAt: z.string().optional(),
  archivedByRunId: z.string().optional(),
  /** The run that is purging it: it is no longer taken back from the archive. */
  purgingRunId: z.string().optional(),
  /** Its attempt that purges: an earlier one ends nothing any more. */
  purgingAttempt: z.number().int().optional(),
  /** Its content is gone; what remains is the evidence that it existed. */
  purgedAt: z.string().optional(),
  purgedByRunId: z.string().optional(),
};
const archived = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  status: z.string().optional(),
  heldAt: z.string().optional(),
  ...archiveFields,
});
export type ArchiveState = Readonly<z.infer<typeof archived>>;

/** Kinds with an archive, and the condition under which no run is at work on a record. */
const isAtRest = {
  "backup-sets":
    "attribute_not_exists(#record.#taking) AND #record.#status <> :running AND attribute_not_exists(#record.#heldAt)",
  "restore-runs": "#record.#status IN (:completed, :partial, :failed, :cancelled)",
} as const;
export type ArchivedKind = keyof typeof isAtRest;

const statuses = {
  running: "running",
  completed: "completed",
  partial: "partial",
  failed: "failed",
  cancelled: "cancelled",
};
const isNotArchived = "attribute_not_exists(#record.#archivedAt)";
const isNotPurged = "attribute_not_exists(#record.#purgingRunId) AND attribute_not_exists(#record.#purgedAt)";

const isNoLaterAttempt = "(attribute_not_exists(#record.#purgingAttempt) OR #record.#purgingAttempt <= :attempt)";

/** The archive of records: each step is one conditional write, and all but the last can be taken back. */
export function createRecordArchive(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  async function find(scope: RecordScope, kind: ArchivedKind, id: string): Promise<ArchiveState | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : archived.parse(record);
  }

  /** The record after a write, read again: a refused write leaves it as it is. */
  async function write(
    scope: RecordScope,
    kind: ArchivedKind,
    id: string,
    change: string,
    condition: string,
    values: Readonly<Record<string, string | number>>,
  ): Promise<ArchiveState | undefined> {
    await store.tryUpdate(scope, kind, id, change, `attribute_exists(pk) AND ${condition}`, values);
    return find(scope, kind, id);
  }

  async function writeFenced(
    scope: RecordScope,
    kind: ArchivedKind,
    id: string,
    change: string,
    condition: string,
    { runId, attempt }: Attempt,
    values: Readonly<Record<string, string>>,
  ): Promise<ArchiveState | undefined> {
    const record = await write(scope, kind, id, change, condition, { ...values, runId, attempt });
    const isLater = record?.purgingRunId === runId && (record.purgingAttempt ?? 0) > attempt;
    if (isLater) throw new FencedError(`purge of ${kind} ${id}`);
    return record;
  }

  return {
    find,

    /** Archives a record that no run is at work on. */
    archive: (scope: RecordScope, kind: ArchivedKind, id: string, runId: string, purgeAfter?: string) =>
      write(
        scope,
        kind,
        id,
        `SET #record.#archivedAt = :now, #record.#archivedByRunId = :runId${purgeAfter === undefined ? "" : ", #record.#purgeAfter = :purgeAfter"}`,
        `${isNotArchived} AND ${isNotPurged} AND ${isAtRest[kind]}`,
        { ...statuses, now: now(), runId, ...(purgeAfter !== undefined && { purgeAfter }) },
      ),

    /** Takes a record back from the archive. */
    unarchive: (scope: RecordScope, kind: ArchivedKind, id: string) =>
      write(
        scope,
        kind,
        id,
        "REMOVE #record.#archivedAt, #record.#archivedByRunId, #record.#purgeAfter",
        isNotPurged,
        {},
      ),

    /** Reserves an archived record for its purge by this attempt. Throws when a later one of the run holds it. */
    beginPurge: (scope: RecordScope, kind: ArchivedKind, id: string, { by, archivedAt }: PurgeOf) =>
      writeFenced(
        scope,
        kind,
        id,
        "SET #record.#purgingRunId = :runId, #record.#purgingAttempt = :attempt",
        `#record.#archivedAt = :archivedAt AND attribute_not_exists(#record.#purgedAt) AND attribute_not_exists(#record.#heldAt) AND (#record.#purgingRunId <> :runId OR ${isNoLaterAttempt})`,
        by,
        { archivedAt },
      ),

    /** States that the content of a record is gone. Throws when a later attempt of the run holds it. */
    endPurge: (scope: RecordScope, kind: ArchivedKind, id: string, by: Attempt) =>
      writeFenced(
        scope,
        kind,
        id,
        "SET #record.#purgedAt = :now, #record.#purgedByRunId = :runId",
        `#record.#purgingRunId = :runId AND attribute_not_exists(#record.#purgedAt) AND ${isNoLaterAttempt}`,
        by,
        { now: now() },
      ),
  };
}
export type RecordArchive = ReturnType<typeof createRecordArchive>;

interface PurgeOf {
  readonly by: Attempt;
  readonly archivedAt: string;
}
