import { type Member, sees } from "../../shared/access/member.ts";
import type { createRecordExistence, RecordRef } from "../../shared/records/record-existence.ts";
import { kindOfType } from "../../shared/records/record-types.ts";
import type { RelatedRef, Run } from "../../shared/run/run.ts";
import { findKind, isRecordId } from "./record-access.ts";

/**
 * What each of these runs made or was proven by, as far as this member may know of it: what proved the run comes
 * before what it named itself, the record must exist in the run's own workspace and environment, and the member
 * must have the right to its kind (spec 360, FR-011). Whatever fails leaves no trace. One call for a page of runs.
 */
export function createRelated({ findExisting }: { readonly findExisting: ReturnType<typeof createRecordExistence> }) {
  return async function findRelated(member: Member, runs: readonly Run[]): Promise<ReadonlyMap<string, RelatedRef>> {
    const wanted = runs.flatMap((run) => {
      const related = run.context.reconciliation?.related ?? run.context.related;
      const ref = related && refOf(run, related, member);
      return related === undefined || ref === undefined ? [] : [{ run, related, ref }];
    });
    const exists = await findExisting(wanted.map(({ ref }) => ref));
    return new Map(wanted.flatMap(({ run, related, ref }) => (exists(ref) ? [[run.id, related] as const] : [])));
  };
}
export type FindRelated = ReturnType<typeof createRelated>;

/** Whether this member may learn of a record that a run of theirs is about: its kind is theirs to see. */
export function mayKnow(run: Run, related: RelatedRef, member: Member): boolean {
  return refOf(run, related, member) !== undefined;
}

function refOf(run: Run, { type, id }: RelatedRef, member: Member): RecordRef | undefined {
  const found = findKind(kindOfType(type) ?? "");
  const { workspaceId, environmentId } = run;
  const isInScope = workspaceId === member.workspace.id && sees(member, environmentId);
  if (found === undefined || environmentId === null || !isInScope || !isRecordId(id)) return undefined;
  return member.can(found.capability) ? { scope: { workspaceId, environmentId }, kind: found.kind, id } : undefined;
}

/** What a run carries, without a reference that its reader must not learn about. */
export function contextWithout(run: Run, related: RelatedRef | undefined): Record<string, unknown> {
  if (related !== undefined) return run.context;
  const { related: _made, reconciliation, ...rest } = run.context;
  if (reconciliation === undefined) return rest;
  const { related: _proof, evidence: _ids, ...said } = reconciliation;
  return { ...rest, reconciliation: reconciliation.related === undefined ? reconciliation : said };
}
