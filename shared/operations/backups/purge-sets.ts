import type { Archived } from "../archive/archive-record.ts";
import type { StartRequest } from "../define-operation.ts";
import { stateDigest } from "../plans/plan-guard.ts";
import type { NewPlanItem, PlanAttempt, PlanItem, PlanItemResult } from "../plans/plan-record.ts";
import { type Holders, type PurgeBodyDependencies, planBody, purgeBody } from "../policies/purge-body.ts";
import { holderOfSet } from "./backup-set-name.ts";

type Scope = StartRequest<unknown>["scope"];

export interface PurgeSetsDependencies extends PurgeBodyDependencies {
  readonly archive: {
    find(scope: Scope, kind: "backup-sets", id: string): Promise<Archived | undefined>;
    beginPurge(
      scope: Scope,
      kind: "backup-sets",
      id: string,
      purge: { readonly by: PlanAttempt; readonly archivedAt: string },
    ): Promise<Archived | undefined>;
    endPurge(scope: Scope, kind: "backup-sets", id: string, by: PlanAttempt): Promise<Archived | undefined>;
  };
  readonly backupSets: {
    listItems(
      scope: Scope,
      id: string,
    ): Promise<readonly { readonly contentHash: string; readonly displayName: string }[]>;
  };
  readonly backupPurge: {
    contentsOfOthers(scope: Scope, except: readonly string[]): Promise<ReadonlyMap<string, string>>;
    isBeingRestored(scope: Scope, setId: string): Promise<boolean>;
    purgeItems(scope: Scope, setId: string, runId: string): Promise<number>;
  };
}

/** Item ids sort in the order of the work: first the set is closed, then its bodies go, then its list. */
const closing = (setId: string) => `0:${setId}`;
const ofBody = (setId: string, contentHash: string) => `1:${setId}:${contentHash}`;
const listOf = (setId: string) => `2:${setId}`;

/**
 * The bodies that sets outside a purge contain, read once for each attempt: a set that changes meanwhile stores holds,
 * which are listed for each body.
 */
export function contentsOutside(scope: Scope, setIds: readonly string[], { backupPurge }: PurgeSetsDependencies) {
  let read: Promise<Holders> | undefined;
  return (): Promise<Holders> => {
    read ??= backupPurge
      .contentsOfOthers(scope, setIds)
      .then((others) => ({ others, except: setIds.map(holderOfSet) }));
    return read;
  };
}

/** What the purge of an archived set changes and keeps; undefined when the set is not archived, or purged. */
export async function planSet(
  scope: Scope,
  setId: string,
  holders: () => Promise<Holders>,
  needs: PurgeSetsDependencies,
): Promise<{ readonly name: string; readonly items: readonly NewPlanItem[] } | undefined> {
  const set = await needs.archive.find(scope, "backup-sets", setId);
  if (set?.archivedAt === undefined || set.purgedAt !== undefined) return undefined;
  const name = set.name ?? setId;
  const record = { kind: "backup-sets", id: setId } as const;
  if (set.heldAt !== undefined) {
    const state = stateOf(set);
    const kept = { id: closing(setId), displayName: name, record, action: "keep", reason: "held.kept", state };
    return { name, items: [kept] };
  }
  const bodies = new Map((await needs.backupSets.listItems(scope, setId)).map((item) => [item.contentHash, item]));
  const items: NewPlanItem[] = [
    { id: closing(setId), displayName: name, record, action: "purge", state: stateOf(set) },
    { id: listOf(setId), displayName: name, record, action: "purge_list", state: stateOf(set) },
  ];
  for (const [contentHash, { displayName }] of bodies) {
    const planned = await planBody(scope, contentHash, await holders(), needs);
    if (planned !== undefined) items.push({ ...planned, id: ofBody(setId, contentHash), displayName });
  }
  return { name, items };
}

/** Makes one change of the purge of a set. */
export async function executeSetItem(
  scope: Scope,
  item: PlanItem,
  by: PlanAttempt,
  holders: () => Promise<Holders>,
  needs: PurgeSetsDependencies,
): Promise<PlanItemResult> {
  const { runId } = by;
  const [step = "", setId = "", contentHash = ""] = item.id.split(":");
  if (step === "0") return closeSet(scope, setId, item, by, needs);
  const set = await needs.archive.find(scope, "backup-sets", setId);
  if (set?.purgingRunId !== runId) return changed;
  if (step === "1") return purgeBody(scope, contentHash, item.state, runId, await holders(), needs);
  if (set.purgedByRunId === runId) return { status: "done" };
  // An earlier attempt may have closed the set: from here on it ends nothing any more.
  await needs.archive.beginPurge(scope, "backup-sets", setId, { by, archivedAt: set.archivedAt ?? "" });
  const bodies = await needs.backupSets.listItems(scope, setId);
  await needs.bodyHolds.release(
    scope,
    bodies.map((body) => body.contentHash),
    holderOfSet(setId),
  );
  if ((await needs.backupPurge.purgeItems(scope, setId, runId)) > 0) return unconfirmed;
  const after = await needs.archive.endPurge(scope, "backup-sets", setId, by);
  return after?.purgedByRunId === runId ? { status: "done" } : unconfirmed;
}

/** From here on the set can neither be restored nor taken back from the archive. */
async function closeSet(
  scope: Scope,
  setId: string,
  item: PlanItem,
  by: PlanAttempt,
  needs: PurgeSetsDependencies,
): Promise<PlanItemResult> {
  const { runId } = by;
  const set = await needs.archive.find(scope, "backup-sets", setId);
  if (set?.purgingRunId === runId) return { status: "done" };
  const { archivedAt } = set ?? {};
  if (set === undefined || archivedAt === undefined || stateOf(set) !== item.state) return changed;
  if (set.heldAt !== undefined) return { status: "left", reason: "held.kept" };
  if (await needs.backupPurge.isBeingRestored(scope, setId)) return { status: "left", reason: "held.restore" };
  const begun = await needs.archive.beginPurge(scope, "backup-sets", setId, { by, archivedAt });
  return begun?.purgingRunId === runId ? { status: "done" } : changed;
}

const changed: PlanItemResult = { status: "left", reason: "plan.changed_since" };
const unconfirmed: PlanItemResult = { status: "failed", reason: "records.not_confirmed" };
const stateOf = ({ archivedAt, status }: Archived): string => stateDigest({ archivedAt, status });
