import { failureSummary } from "../../run/failure-summary.ts";
import type { Wait } from "../../run/granted-wait.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Progress, StartRequest, Work, WorkResult } from "../define-operation.ts";
import { budgetOf, concernsConnection, reserveOf, waitFor } from "../part.ts";
import {
  type CallBudget,
  type PolicyCollection,
  type PolicyPage,
  type ProviderConnection,
  type ProviderFailure,
  policyCollections,
} from "../provider/provider-access.ts";
import { type IncomingPolicy, type RejectedItem, readPolicyItem } from "./policy-item.ts";
import { endOf } from "./policy-sync-end.ts";
import { openCollections, type PolicyProvider } from "./policy-sync-pages.ts";
import {
  checkpointOf,
  currentCollection,
  endCollection,
  processedOf,
  progressOf,
  type SyncProgress,
} from "./policy-sync-progress.ts";

type Scope = StartRequest<unknown>["scope"];

/**
 * Which sync saw a policy, and where. An earlier attempt never overwrites what an attempt with a later ticket wrote.
 */
export interface SyncMark {
  readonly runId: string;
  readonly n: number;
  readonly providerConnectionId: string;
  /** The page, counted over the whole run. */
  readonly page: number;
  /** The first page of this part. Earlier pages of the same run were finished, so a policy from them is a duplicate. */
  readonly partStartsAtPage: number;
  /**
   * Collections that this run has read completely, every item identified: a policy not seen there is no longer in
   * them.
   */
  readonly swept: readonly PolicyCollection[];
}

/** `id_taken`: a policy of another collection has the id, so this one cannot be stored. */
export type PolicyChange = "created" | "updated" | "unchanged" | "duplicate" | "id_taken";

export interface SyncDependencies {
  readonly provider: PolicyProvider & {
    /** Waits until the given time, limited by the budget; false when the budget was too short. */
    pauseUntil(instant: Date, budget: CallBudget): Promise<boolean>;
  };
  readonly clock: { now(): Date };
  readonly policies: {
    /**
     * Stores new and changed policies; the results are in the order of the policies, and the same when a page is
     * repeated.
     */
    upsertPage(scope: Scope, policies: readonly IncomingPolicy[], mark: SyncMark): Promise<readonly PolicyChange[]>;
    /** Policies that exist in the collection but could not be read keep their stored state. */
    markSeen(scope: Scope, collection: PolicyCollection, ids: readonly string[], mark: SyncMark): Promise<void>;
    /** Marks as removed the policies of these collections that this sync did not see; counts every policy it marked. */
    markRemoved(
      scope: Scope,
      sync: {
        readonly runId: string;
        readonly n: number;
        /** The ticket of the run's first attempt: a policy marked since then is still present. */
        readonly firstN: number;
        readonly providerConnectionId: string;
        readonly collections: readonly PolicyCollection[];
      },
      budget: CallBudget,
    ): Promise<{ readonly deleted: number; readonly isDone: boolean }>;
    /** Records which removals by releases without tickets are older than the reads of this ticket. */
    takeOverRemovals(scope: Scope, providerConnectionId: string, n: number): Promise<void>;
    /** The state of a collection read: incomplete from its start until the sync has ended. */
    recordCollectionRead(
      scope: Scope,
      read: {
        readonly collection: PolicyCollection;
        readonly providerConnectionId: string;
        readonly runId: string;
        readonly n: number;
        readonly isComplete: boolean;
        readonly failedItems: number;
        /** False: policies missing from the list were not marked as removed. */
        readonly removalsChecked?: boolean | undefined;
      },
    ): Promise<void>;
    /** The number of stored policies of a connection that are not removed. */
    countPresent(scope: Scope, providerConnectionId: string): Promise<number>;
  };
  readonly tickets: Tickets;
}

/** Reads the collections one after another from the run's position, stores their policies, and marks removed ones. */
export async function syncPolicies(
  work: Work<{ readonly acceptEmpty?: boolean | undefined }>,
  connection: ProviderConnection,
  { provider, policies, tickets, clock }: SyncDependencies,
): Promise<WorkResult> {
  const { scope, run } = work;
  const progress = progressOf(run.checkpoint);
  const partStartsAtPage = progress.pagesHandled;
  const reserveMillis = reserveOf(work);
  const _budget = budgetOf(work, reserveMillis);
  const isTimeUp = () => work.signal.aborted || work.timeLeftMillis() < reserveMillis;
  const seenHere = new Set<string>();
  const handOver = (wait?: Wait): WorkResult => ({ kind: "handed_over", checkpoint: checkpointOf(progress), wait });

  const n = await takeAttemptTicket(work, "policies", tickets, reportOf(progress));
  progress.firstTicket ??= n;
  const firstN = progress.firstTicket;
  const source = { providerConnectionId: connection.id, runId: run.id, n };
  // Before anything is stored: until this sync ends, the table mixes two syncs and must not count as complete.
  for (const collection of policyCollections) {
    await policies.recordCollectionRead(scope, { ...source, collection, isComplete: false, failedItems: 0 });
  }

  const collections = openCollections(work, connection, provider, progress);
  if (partStartsAtPage === 0) {
    await policies.takeOverRemovals(scope, connection.id, n);
    progress.expected = await collections.expectedTotal();
  }

  for (
    let collection = currentCollection(progress);
    collection !== undefined;
    collection = currentCollection(progress)
  ) {
    // Every part processes at least one page, however short it is; otherwise the run would never end.
    if (isTimeUp() && progress.pagesHandled > partStartsAtPage) return handOver();
    const answer = await collections.next(collection);
    if (!answer.ok) {
      const wait = waitFor(answer.failure, work, clock.now());
      if (wait !== undefined) return handOver(wait);
      if (isTimeUp() && progress.pagesHandled > partStartsAtPage) return handOver();
      leaveUnread(collection, answer.failure);
      if (concernsConnection(answer.failure)) break;
    } else if (answer.value === "end") {
      leaveRead(collection);
    } else {
      await handlePage(collection, answer.value);
      await work.report(reportOf(progress, collection));
    }
  }

  if (isEmpty(progress) && work.input.acceptEmpty !== true) {
    const held = await policies.countPresent(scope, connection.id);
    if (held > 0) return endSuddenlyEmpty(held);
  }
  const { deleted, isDone } = await policies.markRemoved(
    scope,
    { ...source, firstN, collections: progress.swept },
    { signal: work.signal, timeLeftMillis: () => work.timeLeftMillis() - reserveMillis / 2 },
  );
  if (!isDone) return handOver();
  for (const end of progress.ends) await policies.recordCollectionRead(scope, { ...source, ...end });
  return endOf(progress, deleted);

  async function handlePage(collection: PolicyCollection, page: PolicyPage): Promise<void> {
    const mark: SyncMark = {
      ...source,
      page: progress.pagesHandled,
      partStartsAtPage,
      swept: progress.swept,
    };
    if (page.total !== undefined) progress.statedHere = page.total;
    const accepted: IncomingPolicy[] = [];
    const unreadable: string[] = [];
    for (const item of page.items) {
      progress.itemsHere += 1;
      const read = readPolicyItem(collection, item);
      const id = read.ok ? read.policy.id : read.rejected.id;
      if (id === undefined) progress.isAmbiguousHere = true;
      else if (seenHere.has(`${collection}/${id}`)) {
        const name = read.ok ? read.policy.displayName : read.rejected.name;
        rejectDuplicate(collection, id, name);
        continue;
      } else seenHere.add(`${collection}/${id}`);
      if (read.ok) accepted.push(read.policy);
      else {
        reject(collection, read.rejected);
        if (id !== undefined) unreadable.push(id);
      }
    }
    const changes = await policies.upsertPage(scope, accepted, mark);
    for (const [index, change] of changes.entries()) {
      const { id = "", displayName } = accepted[index] ?? {};
      if (change === "duplicate") rejectDuplicate(collection, id, displayName);
      else if (change === "id_taken") reject(collection, idTakenOf(id, displayName));
      else progress[change] += 1;
    }
    await policies.markSeen(scope, collection, unreadable, mark);
    progress.pagesHandled += 1;
    progress.page = page.number + 1;
    if (page.nextLink === undefined) leaveRead(collection);
    else progress.nextLink = page.nextLink;
  }

  /** A list that names a policy twice changed while it was read, and may have skipped others. */
  function rejectDuplicate(collection: PolicyCollection, id: string, name: string | undefined): void {
    progress.isAmbiguousHere = true;
    progress.itemsHere -= 1;
    reject(collection, duplicateOf(id, name));
  }

  function reject(collection: PolicyCollection, { code, message, id, name }: RejectedItem): void {
    progress.failed += 1;
    progress.failedHere += 1;
    const about = { collection, ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
    progress.failures = failureSummary([...progress.failures, { code, message, about }]);
  }

  function leaveRead(collection: PolicyCollection): void {
    const { failedHere: failedItems, isAmbiguousHere, statedHere = 0, itemsHere } = progress;
    const isShort = itemsHere < statedHere;
    const removalsChecked = !isAmbiguousHere && !isShort;
    progress.ends.push({ collection, isComplete: !isShort, failedItems, removalsChecked });
    if (removalsChecked) progress.swept.push(collection);
    else noteUnchecked(collection, isShort ? statedHere - itemsHere : 1);
    endCollection(progress);
  }

  function noteUnchecked(collection: PolicyCollection, count: number): void {
    progress.unchecked += 1;
    const message = "Removed policies were not looked for: the list is not complete.";
    const note = { code: "policy_sync.removals_not_checked", message, count, about: { collection } };
    progress.failures = failureSummary([note, ...progress.failures]);
  }

  function leaveUnread(
    collection: PolicyCollection,
    { reasonCode, message, status, permission }: ProviderFailure,
  ): void {
    progress.ends.push({ collection, isComplete: false, failedItems: progress.failedHere, removalsChecked: false });
    const about = {
      collection,
      ...(status !== undefined && { status }),
      ...(permission !== undefined && { permission }),
    };
    progress.failures = failureSummary([{ code: reasonCode, message, about }, ...progress.failures]);
    progress.stoppedBy ??= reasonCode;
    endCollection(progress);
  }

  /** A suddenly empty tenant is more often a wrong tenant, a lost scope or a broken proxy than a clean-up. */
  async function endSuddenlyEmpty(held: number): Promise<WorkResult> {
    for (const end of progress.ends) {
      await policies.recordCollectionRead(scope, { ...source, ...end, removalsChecked: false });
    }
    const reasonCode = "policy_sync.suddenly_empty";
    const message = "The provider answered with no policies at all; the stored ones were kept.";
    return {
      kind: "ended",
      outcome: "partially_succeeded",
      reasonCode,
      summaryCounts: { total: 0, processed: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 },
      failures: [{ code: reasonCode, message, count: held }],
    };
  }
}

/** The progress of the sync: counts once the provider stated a total, else the current collection. */
function reportOf(
  progress: SyncProgress,
  at: PolicyCollection = currentCollection(progress) ?? lastCollection,
): Progress {
  const { expected } = progress;
  const processed = processedOf(progress);
  return expected !== undefined && processed <= expected ? { processed, total: expected } : { phase: `reading.${at}` };
}
const lastCollection = "configurationPolicies";

/** Whether every collection was read completely and none contained anything. */
function isEmpty(progress: SyncProgress): boolean {
  return processedOf(progress) === 0 && progress.swept.length === policyCollections.length;
}

function duplicateOf(id: string, name: string | undefined): RejectedItem {
  const message = `Policy ${id} was sent more than once; the first one counts.`;
  return { code: "policy_id_duplicate", message, id, ...(name !== undefined && { name }) };
}

function idTakenOf(id: string, name: string | undefined): RejectedItem {
  const message = `Policy ${id} is stored from another collection, whose policy keeps the id.`;
  return { code: "policy_id_taken", message, id, ...(name !== undefined && { name }) };
}
