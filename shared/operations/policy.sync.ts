import { failureSummary } from "../run/failure-summary.ts";
import { type ReasonCode, reasonCodes } from "../run/reason-codes.ts";
import {
  type ConnectionChoice,
  connectionInput,
  prepareWithConnection,
  requiresConnection,
  selectionHashOf,
} from "./connection-choice.ts";
import { defineOperation, type Progress, type StartRequest, type Work, type WorkResult } from "./define-operation.ts";
import { laneLifecycles } from "./lane-lifecycles.ts";
import { type IncomingPolicy, type RejectedItem, readPolicyItem } from "./policy-item.ts";
import { concernsOneCollection, openCollections, type PolicyProvider } from "./policy-sync-pages.ts";
import {
  checkpointOf,
  currentCollection,
  leaveCollection,
  processedOf,
  progressOf,
  type SyncProgress,
} from "./policy-sync-progress.ts";
import {
  type CallBudget,
  outcomeOf,
  type PolicyCollection,
  type PolicyPage,
  type ProviderConnection,
  type ProviderFailure,
  policyCollections,
  refusalOf,
} from "./provider-access.ts";
import { type Tickets, takeTicket } from "./take-ticket.ts";

type Scope = StartRequest<unknown>["scope"];

/** Which sync saw a policy, and where: the word of an attempt with a later ticket is never undone by an earlier one. */
export interface SyncMark {
  readonly runId: string;
  readonly n: number;
  readonly providerConnectionId: string;
  /** The page, counted over the whole run. */
  readonly page: number;
  /** The first page of this part. What the same run saw before it was finished, so seeing it again is a duplicate. */
  readonly partStartsAtPage: number;
}

export type PolicyChange = "created" | "updated" | "unchanged" | "duplicate";

interface HandleNeeds {
  readonly connections: { find(scope: Scope, id: string): Promise<ProviderConnection | undefined> };
  readonly provider: PolicyProvider;
  readonly policies: {
    /** Stores what is new in them; the answers are in their order, and the same when a page is stored again. */
    upsertPage(scope: Scope, policies: readonly IncomingPolicy[], mark: SyncMark): Promise<readonly PolicyChange[]>;
    /** Policies that exist but could not be read keep what is stored of them. */
    markSeen(scope: Scope, ids: readonly string[], mark: SyncMark): Promise<void>;
    /** Marks policies of these collections that this sync did not see as removed, and counts all it marked. */
    markRemoved(
      scope: Scope,
      sync: {
        readonly runId: string;
        readonly n: number;
        /** Of the run's first attempt: what was marked since then is no removal. */
        readonly firstN: number;
        readonly providerConnectionId: string;
        readonly collections: readonly PolicyCollection[];
      },
      budget: CallBudget,
    ): Promise<{ readonly deleted: number; readonly isDone: boolean }>;
    /** How a collection stands: incomplete from the moment its read begins until the sync has ended. */
    recordCollectionRead(
      scope: Scope,
      read: {
        readonly collection: PolicyCollection;
        readonly providerConnectionId: string;
        readonly runId: string;
        readonly n: number;
        readonly isComplete: boolean;
        readonly failedItems: number;
      },
    ): Promise<void>;
  };
  readonly tickets: Tickets;
}

/** A part ends at the next page boundary once less than this is left, or a quarter of what it had, if that is less. */
const reserveMillisMax = 30_000;

/** Brings the stored policies of an environment up to what its provider holds. */
export const policySync = defineOperation({
  type: "policy.sync",
  family: "policies",
  ownership: "environment",
  risk: "read",
  lane: "long",
  expectedDurationSeconds: 90,
  lifecycle: laneLifecycles.long,
  capability: "tenant.policies.sync",
  correlationKeys: ["selectionHash"],
  actionability: "later_success",
  provenBy: "nothing",
  input: connectionInput,
  start: {
    prepare: (request, { connections }: { readonly connections: ConnectionChoice }) =>
      prepareWithConnection(request, connections, (id) => ({ selectionHash: selectionHashOf(id) })),

    requires: requiresConnection,

    async handle(work, needs: HandleNeeds) {
      const { providerConnectionId } = work.input;
      const connection =
        providerConnectionId === undefined ? undefined : await needs.connections.find(work.scope, providerConnectionId);
      const refusal = refusalOf(connection);
      if (connection === undefined || refusal !== undefined) {
        return refusedBy(
          refusal ?? { reasonCode: "provider_connection_invalid", message: "The connection is missing." },
        );
      }
      return syncPolicies(work, connection, needs);
    },

    // A collection stays incomplete until a sync has ended as a whole, which is the truth about it.
    settleRecords: "no_records",
  },
  reconcile: "unsupported",
});

async function syncPolicies(
  work: Work<unknown>,
  connection: ProviderConnection,
  { provider, policies, tickets }: HandleNeeds,
): Promise<WorkResult> {
  const { scope, run } = work;
  const progress = progressOf(run.checkpoint);
  const partStartsAtPage = progress.pagesHandled;
  const reserveMillis = Math.min(reserveMillisMax, work.timeLeftMillis() / 4);
  const isTimeUp = () => work.signal.aborted || work.timeLeftMillis() < reserveMillis;
  const seenHere = new Set<string>();
  const handOver = (): WorkResult => ({ kind: "handed_over", checkpoint: checkpointOf(progress) });

  const n = await takeTicket(work, "policies", tickets, reportOf(progress));
  progress.firstTicket ??= n;
  const firstN = progress.firstTicket;
  const source = { providerConnectionId: connection.id, runId: run.id, n };
  // Before anything is stored: until the end, what is stored is of two syncs, and nobody may call it whole.
  for (const collection of policyCollections) {
    await policies.recordCollectionRead(scope, { ...source, collection, isComplete: false, failedItems: 0 });
  }

  const collections = openCollections(work, connection, provider, progress);
  if (partStartsAtPage === 0) progress.expected = await collections.expectedTotal();

  for (
    let collection = currentCollection(progress);
    collection !== undefined;
    collection = currentCollection(progress)
  ) {
    // At least one page a part, however short it is; otherwise the work would never end.
    if (isTimeUp() && progress.pagesHandled > partStartsAtPage) return handOver();
    const answer = await collections.next(collection);
    if (!answer.ok) {
      if (isTimeUp() && progress.pagesHandled > partStartsAtPage) return handOver();
      leaveUnread(collection, answer.failure);
      if (!concernsOneCollection(answer.failure)) break;
    } else if (answer.value === "end") {
      leaveRead(collection);
    } else {
      await handlePage(collection, answer.value);
      await work.report(reportOf(progress, collection));
    }
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
    };
    const accepted: IncomingPolicy[] = [];
    const unreadable: string[] = [];
    for (const item of page.items) {
      const read = readPolicyItem(collection, item);
      const id = read.ok ? read.policy.id : read.rejected.id;
      if (id === undefined) progress.isAmbiguousHere = true;
      else if (seenHere.has(id)) {
        reject(duplicateOf(id));
        continue;
      } else seenHere.add(id);
      if (read.ok) accepted.push(read.policy);
      else {
        reject(read.rejected);
        if (id !== undefined) unreadable.push(id);
      }
    }
    const changes = await policies.upsertPage(scope, accepted, mark);
    for (const [index, change] of changes.entries()) {
      if (change === "duplicate") reject(duplicateOf(accepted[index]?.id ?? ""));
      else progress[change] += 1;
    }
    await policies.markSeen(scope, unreadable, mark);
    progress.pagesHandled += 1;
    progress.page = page.number + 1;
    if (page.nextLink === undefined) leaveRead(collection);
    else progress.nextLink = page.nextLink;
  }

  function reject({ code, message }: RejectedItem): void {
    progress.failed += 1;
    progress.failedHere += 1;
    progress.failures = failureSummary([...progress.failures, { code, message }]);
  }

  function leaveRead(collection: PolicyCollection): void {
    progress.ends.push({ collection, isComplete: true, failedItems: progress.failedHere });
    if (!progress.isAmbiguousHere) progress.swept.push(collection);
    leaveCollection(progress);
  }

  function leaveUnread(collection: PolicyCollection, { reasonCode, message }: ProviderFailure): void {
    progress.ends.push({ collection, isComplete: false, failedItems: progress.failedHere });
    progress.failures = failureSummary([{ code: reasonCode, message }, ...progress.failures]);
    progress.stoppedBy ??= reasonCode;
    leaveCollection(progress);
  }
}

/** How far the sync is: counts once the provider said how much there is, else what is being read. */
function reportOf(
  progress: SyncProgress,
  at: PolicyCollection = currentCollection(progress) ?? lastCollection,
): Progress {
  const { expected } = progress;
  const processed = processedOf(progress);
  return expected !== undefined && processed <= expected ? { processed, total: expected } : { phase: `reading.${at}` };
}
const lastCollection = "configurationPolicies";

function duplicateOf(id: string): RejectedItem {
  return { code: "policy_id_duplicate", message: `Policy ${id} was sent more than once; the first one counts.`, id };
}

function refusedBy({ reasonCode, message }: ProviderFailure): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}

/** Some policies stored and something left out is a partial success; nothing stored at all is the failure itself. */
function endOf(progress: SyncProgress, deleted: number): WorkResult {
  const { created, updated, unchanged, failed, failures } = progress;
  const processed = processedOf(progress);
  const summaryCounts = { total: processed, processed, created, updated, unchanged, deleted, failed };
  const stoppedBy = reasonCodes.find((code) => code === progress.stoppedBy);
  if (stoppedBy === undefined && failed === 0) return { kind: "ended", outcome: "succeeded", summaryCounts };

  const reasonCode: ReasonCode = stoppedBy ?? "policy_sync.items_failed";
  const hasStored = created + updated + unchanged > 0;
  const outcome = hasStored ? "partially_succeeded" : outcomeOf(reasonCode);
  return { kind: "ended", outcome, reasonCode, summaryCounts, failures };
}
