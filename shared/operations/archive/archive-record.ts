import type { ReasonCode } from "../../run/reason-codes.ts";
import type { RelatedRef } from "../../run/run.ts";
import type { Prepared, StartRequest, Work, WorkResult } from "../define-operation.ts";

type Scope = StartRequest<unknown>["scope"];

/** What the archive knows of a record, whatever its kind. */
export interface Archived {
  readonly name?: string | undefined;
  readonly status?: string | undefined;
  /** A person keeps it from archive and purge. */
  readonly heldAt?: string | undefined;
  readonly archivedAt?: string | undefined;
  readonly archivedByRunId?: string | undefined;
  readonly purgingRunId?: string | undefined;
  readonly purgedAt?: string | undefined;
  readonly purgedByRunId?: string | undefined;
}

/** The archive of records: every answer is the record as it is stored afterwards. */
export interface Archive<Kind extends string> {
  find(scope: Scope, kind: Kind, id: string): Promise<Archived | undefined>;
  archive(scope: Scope, kind: Kind, id: string, runId: string): Promise<Archived | undefined>;
  unarchive(scope: Scope, kind: Kind, id: string): Promise<Archived | undefined>;
}

interface Target {
  readonly field: string;
  readonly id: string;
  readonly type: string;
  /** Why a record at this status may not be archived; undefined when it may. */
  refuses?(record: Archived): string | undefined;
}

/** Prepares archiving a record, or taking it back; a record in the wished state is the answer. */
export function prepareArchiving(
  wanted: "archived" | "unarchived",
  record: Archived | undefined,
  { field, id, type, refuses }: Target,
): Prepared {
  const refuse = (message: string): Prepared => ({ kind: "refuse", errors: [{ path: field, message }] });
  if (record === undefined) return refuse("The environment has no record with this id.");
  if (record.purgedAt !== undefined || record.purgingRunId !== undefined) {
    return refuse("The content of this record was deleted permanently.");
  }
  const isArchived = record.archivedAt !== undefined;
  if (isArchived === (wanted === "archived")) return { kind: "answer", related: { type, id } };
  const refusal = refuses?.(record);
  if (refusal !== undefined) return refuse(refusal);
  return { kind: "start", identity: { [field]: id }, input: { [field]: id }, context: { [field]: id }, items: 1 };
}

/** Archives a record or takes it back: one conditional write, read again. */
export async function workOnArchive<Kind extends string>(
  work: Work<unknown>,
  wanted: "archived" | "unarchived",
  { kind, id, related }: { readonly kind: Kind; readonly id: string; readonly related: RelatedRef },
  archive: Archive<Kind>,
): Promise<WorkResult> {
  const { scope, run } = work;
  await work.confirm({ phase: "changing_record" });
  const isWanted = (record: Archived | undefined) =>
    record !== undefined &&
    record.purgedAt === undefined &&
    (record.archivedAt !== undefined) === (wanted === "archived");
  const before = await archive.find(scope, kind, id);
  const after = isWanted(before)
    ? before
    : await (wanted === "archived" ? archive.archive(scope, kind, id, run.id) : archive.unarchive(scope, kind, id));
  if (isWanted(after)) {
    return { kind: "ended", outcome: "succeeded", summaryCounts: { total: 1, processed: 1, updated: 1 }, related };
  }
  const reasonCode: ReasonCode = "records.in_use";
  const message = "The record is in use by another run, or was deleted.";
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
