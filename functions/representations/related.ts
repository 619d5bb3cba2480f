import { type Member, sees } from "../../shared/access/member.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import type { createRecordExistence, RecordRef } from "../../shared/records/record-existence.ts";
import { kindOfType } from "../../shared/records/record-types.ts";
import type { RelatedRef, Run } from "../../shared/run/run.ts";
import { findKind, isRecordId } from "./record-access.ts";

/**
 * The record that each of these runs created or was proven by, if this member may see it. The proof takes precedence
 * over the record that the run named itself, and that over the one it was about to write. The record must exist in the run's own workspace and environment, and the
 * member needs the capability for its kind (spec 360, FR-011). Otherwise it is omitted. One call for a page of runs.
 */
export function createRelated({ findExisting }: { readonly findExisting: ReturnType<typeof createRecordExistence> }) {
  return async function findRelated(member: Member, runs: readonly Run[]): Promise<ReadonlyMap<string, RelatedRef>> {
    const candidates = runs.flatMap((run) => {
      const related = run.context.reconciliation?.related ?? run.context.related ?? writtenBy(run);
      const ref = related && refOf(run, related, member);
      return related === undefined || ref === undefined ? [] : [{ run, related, ref }];
    });
    const exists = await findExisting(candidates.map(({ ref }) => ref));
    return new Map(candidates.flatMap(({ run, related, ref }) => (exists(ref) ? [[run.id, related] as const] : [])));
  };
}
export type FindRelated = ReturnType<typeof createRelated>;

/** The record of a run that ended without naming it, for example because it was cancelled. */
function writtenBy(run: Run): RelatedRef | undefined {
  if (run.status !== "completed") return undefined;
  const start = findOperation(run.type)?.start ?? "not_startable";
  return start === "not_startable" ? undefined : start.writes?.(run);
}

/** Whether this member may see a record that a run refers to: the run's scope and the record's kind allow it. */
export function mayReadRelated(run: Run, related: RelatedRef, member: Member): boolean {
  return refOf(run, related, member) !== undefined;
}

function refOf(run: Run, { type, id }: RelatedRef, member: Member): RecordRef | undefined {
  const found = findKind(kindOfType(type) ?? "");
  const { workspaceId, environmentId } = run;
  const isInScope = workspaceId === member.workspace.id && sees(member, environmentId);
  if (found === undefined || environmentId === null || !isInScope || !isRecordId(id)) return undefined;
  return member.can(found.capability) ? { scope: { workspaceId, environmentId }, kind: found.kind, id } : undefined;
}

/** The context of a run without references that its reader may not see. */
export function contextWithout(run: Run, related: RelatedRef | undefined): Record<string, unknown> {
  if (related !== undefined) return run.context;
  const { related: _made, reconciliation, ...rest } = run.context;
  if (reconciliation === undefined) return rest;
  const { related: _proof, evidence: _ids, ...withoutReferences } = reconciliation;
  return { ...rest, reconciliation: reconciliation.related === undefined ? reconciliation : withoutReferences };
}
