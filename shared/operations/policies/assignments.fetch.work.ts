import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Json, StartRequest, Work, WorkResult } from "../define-operation.ts";
import { contentHash } from "../provider/content-hash.ts";
import {
  endOfReads,
  endUnconfirmed,
  endWithout,
  failuresOf,
  type UsedConnection,
  withConnection,
} from "../provider/end-of-reads.ts";
import type { PolicyCollection } from "../provider/provider-access.ts";
import { type ReadingDependencies, type Reads, readLists } from "../provider/read-lists.ts";
import { assignmentSteps, fetchedOf, keyOfList } from "./assignment-lists.ts";
import type { AssignmentsFetchInput } from "./assignments.fetch.input.ts";

type Scope = StartRequest<unknown>["scope"];

/** A policy whose assignments are read. */
interface Wanted {
  readonly policyId: string;
  readonly collection: PolicyCollection;
  readonly displayName: string;
}
interface Mark {
  readonly n: number;
  readonly operationRunId: string;
  readonly providerConnectionId: string;
}
interface Fetched extends Mark {
  readonly id: string;
  readonly collection: PolicyCollection;
  readonly displayName: string;
  readonly status: "complete" | "incomplete";
  readonly readAt: string;
  readonly contentHash: string;
  readonly content: { readonly [key: string]: Json };
}

interface HandleDependencies extends ReadingDependencies, UsedConnection {
  readonly tickets: Tickets;
  readonly policies: { readCurrent(scope: Scope): Promise<{ readonly policies: readonly Wanted[] }> };
  readonly backupSets: {
    listItems(scope: Scope, setId: string): Promise<readonly (Wanted & { readonly contentHash: string })[]>;
  };
  readonly bindings: {
    findLatest(
      scope: Scope,
      connectionId: string,
      place: { readonly collection: PolicyCollection; readonly id: string },
    ): Promise<string | undefined>;
  };
  readonly policyAssignments: {
    /** Stores what was read and returns the hashes that the table then holds, by policy. */
    replace(scope: Scope, fetched: readonly Fetched[]): Promise<ReadonlyMap<string, string>>;
    /** Notes that assignments could not be read; those of an earlier read stay. */
    markUnread(scope: Scope, id: string, mark: Mark & { readonly failureCode: string }): Promise<void>;
  };
}

/**
 * Reads the assignments of policies, with the names of their groups and filters. A policy whose assignments could not
 * be read keeps those of its last read, marked as unread.
 */
export function handle(work: Work<AssignmentsFetchInput>, needs: HandleDependencies): Promise<WorkResult> {
  return withConnection(work, needs, async (connection) => {
    const { run, scope } = work;
    const n = await takeAttemptTicket(work, "policy-assignments", needs.tickets, { phase: "asking_provider" });
    const wanted = await wantedOf(work, connection.id, needs);
    if (wanted.length === 0) {
      const code = "assignments.no_policies";
      const message = "None of the chosen policies is synced. Sync policies first.";
      return { kind: "ended", outcome: "blocked", reasonCode: code, failures: [{ code, message }] };
    }
    const read = await readLists(work, connection, n, needs, (reads) => assignmentSteps(wanted, reads));
    if (read.kind === "handed_over") return read.result;

    const mark = { n, operationRunId: run.id, providerConnectionId: connection.id };
    const reads = withPolicies(wanted, read.reads);
    const { fetched, unread } = sorted(wanted, reads, mark);
    const stored = await needs.policyAssignments.replace(scope, fetched);
    for (const { id, failureCode } of unread) {
      await needs.policyAssignments.markUnread(scope, id, { ...mark, failureCode });
    }
    if (fetched.some(({ id, contentHash: hash }) => stored.get(id) !== hash)) return endUnconfirmed("assignments");
    if (fetched.length === 0) return endWithout(failuresOf(reads.values()));
    const summaryCounts = { total: wanted.length, processed: fetched.length, failed: unread.length };
    const [only] = fetched;
    const related =
      fetched.length === 1 && only !== undefined ? { type: "policy_assignments", id: only.id } : undefined;
    return endOfReads(reads, { summaryCounts, ...(related && { related }) });
  });
}

/** The policies to read; those of a backup set under the ids that restores gave them. */
async function wantedOf(
  { scope, input: { policyIds, backupSetId } }: Work<AssignmentsFetchInput>,
  connectionId: string,
  { policies, backupSets, bindings }: HandleDependencies,
): Promise<readonly Wanted[]> {
  if (backupSetId === undefined) {
    const { policies: current } = await policies.readCurrent(scope);
    const chosen = policyIds === undefined ? undefined : new Set(policyIds);
    return current.filter(({ policyId }) => chosen === undefined || chosen.has(policyId));
  }
  const items = await backupSets.listItems(scope, backupSetId);
  const known = new Set(items.map(({ policyId }) => policyId));
  const wanted: Wanted[] = [];
  for (const { policyId, collection, displayName } of items) {
    const bound = await bindings.findLatest(scope, connectionId, { collection, id: policyId });
    // A set that was updated after a restore holds the policy under both ids.
    if (bound !== undefined && known.has(bound)) continue;
    wanted.push({ policyId: bound ?? policyId, collection, displayName });
  }
  return wanted;
}

/** The same lists; a failure names the policy, and a list that does not exist means that its policy is gone. */
function withPolicies(wanted: readonly Wanted[], reads: Reads): Reads {
  const named = new Map(reads);
  for (const { policyId: id, collection, displayName: name } of wanted) {
    const list = reads.get(keyOfList(id));
    if (list === undefined || (list.failure === undefined && list.unreadable === 0)) continue;
    const about = { ...list.failure?.about, collection, id, name };
    const isGone = list.failure?.code === "provider_not_found";
    const failure = isGone
      ? { code: "policy_absent", message: "The policy does not exist at the provider any more." }
      : (list.failure ?? { code: "provider_response_invalid", message: "Some assignments were not understood." });
    named.set(keyOfList(id), { ...list, failure: { ...failure, about } });
  }
  return named;
}

function sorted(wanted: readonly Wanted[], reads: Reads, mark: Mark) {
  const fetched: Fetched[] = [];
  const unread: { readonly id: string; readonly failureCode: string }[] = [];
  for (const { policyId: id, collection, displayName } of wanted) {
    const list = reads.get(keyOfList(id));
    const assignments = fetchedOf(id, reads);
    if (list === undefined || assignments === undefined) {
      unread.push({ id, failureCode: list?.failure?.code ?? "provider_response_invalid" });
      continue;
    }
    const { isWhole, ...content } = assignments;
    fetched.push({
      ...mark,
      ...{ id, collection, displayName, readAt: list.readAt, content },
      status: isWhole ? "complete" : "incomplete",
      contentHash: contentHash(content),
    });
  }
  return { fetched, unread };
}
