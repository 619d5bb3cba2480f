import { createHash } from "node:crypto";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import { budgetOf, reserveOf, waitFor } from "../part.ts";
import { endUnconfirmed, endWithout, type UsedConnection, withConnection } from "../provider/end-of-reads.ts";
import type { ProviderConnection } from "../provider/provider-access.ts";
import type { StoredPolicy } from "./chosen-policies.ts";
import type { PolicySnapshotInput } from "./policy.snapshot.input.ts";
import { readPolicyItem } from "./policy-item.ts";
import type { SyncDependencies } from "./policy-sync-work.ts";
import type { PolicyWriter } from "./policy-writer.ts";

type Scope = StartRequest<unknown>["scope"];

interface HandleDependencies extends UsedConnection {
  readonly provider: Pick<PolicyWriter, "readAssigned"> & Pick<SyncDependencies["provider"], "pauseUntil">;
  readonly policies: Pick<SyncDependencies["policies"], "upsertPage"> & {
    find(scope: Scope, id: string): Promise<(StoredPolicy & { readonly normalHash?: string | undefined }) | undefined>;
    findBody(scope: Scope, contentHash: string): Promise<string | undefined>;
  };
  readonly bodyHolds: {
    hold(scope: Scope, contentHashes: readonly string[], holder: string, until: string): Promise<void>;
  };
  readonly tickets: Tickets;
  readonly clock: { now(): Date };
}

/** How long a version that a person asked for is kept from being archived or purged. */
const keptDays = 365;

/**
 * Reads one policy whole, with whom it is assigned to, and stores it as a sync of this one policy would. Its version is
 * held, so that no clean-up archives it. A state that a later sync stored stays, and the policy is read once more.
 */
export async function handle(work: Work<PolicySnapshotInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, input } = work;
  const known = await needs.policies.find(scope, input.policyId);
  if (known === undefined) return endWithout([absent(input.policyId)]);
  const { providerConnectionId } = known;
  return withConnection({ ...work, input: { providerConnectionId } }, needs, (connection) =>
    take(work, known, connection, needs),
  );
}

async function take(
  work: Work<PolicySnapshotInput>,
  { id, collection, displayName: name }: StoredPolicy,
  connection: ProviderConnection,
  { provider, policies, bodyHolds, tickets, clock }: HandleDependencies,
): Promise<WorkResult> {
  const { scope, run } = work;
  const budget = budgetOf(work, reserveOf(work));
  // The ticket of a sync: of two reads of the policy, the later one stays.
  const n = await takeAttemptTicket(work, "policies", tickets, { phase: "asking_provider" });

  const read = await provider.readAssigned(connection, { collection, id }, budget);
  const about = { collection, id, name };
  if (!read.ok) {
    const wait = waitFor(read.failure, work, clock.now());
    if (wait !== undefined) return { kind: "handed_over", checkpoint: {}, wait };
    const { reasonCode: code, message, permission } = read.failure;
    return endWithout([{ code, message, about: { ...about, ...(permission !== undefined && { permission }) } }]);
  }
  if (read.value === "absent") return endWithout([{ ...absent(id), about }]);
  const item = readPolicyItem(collection, { ...read.value, id });
  if (!item.ok) return endWithout([{ code: item.rejected.code, message: item.rejected.message, about }]);

  const source = { runId: run.id, n, providerConnectionId: connection.id };
  const mark = { ...source, page: 0, partStartsAtPage: 0, swept: [] };
  const [change = "id_taken"] = await policies.upsertPage(scope, [item.policy], mark);
  if (change === "id_taken") {
    const message = `Policy ${id} is stored from another collection now. Sync the policies.`;
    return endWithout([{ code: "policy_id_taken", message, about }]);
  }
  const stored = await policies.find(scope, id);
  if (stored === undefined) return endUnconfirmed("policy");
  const { contentHash, normalHash } = item.policy;
  if (stored.contentHash !== contentHash && stored.normalHash !== normalHash) {
    throw new Error(`policy ${id} was stored by a later sync in another state; deliver again`);
  }
  // First the hold, then the body: a purge that marked the body before sees the hold and leaves it.
  const until = new Date(clock.now().getTime() + keptDays * 86_400_000).toISOString();
  await bodyHolds.hold(scope, [stored.contentHash], `policy-snapshot:${run.id}`, until);
  const body = await policies.findBody(scope, stored.contentHash);
  const hash = body === undefined ? undefined : createHash("sha256").update(body).digest("hex");
  if (hash !== stored.contentHash) return endUnconfirmed("version");
  const counts = { created: 0, updated: 0, unchanged: 0, [change]: 1 };
  return {
    kind: "ended",
    outcome: "succeeded",
    summaryCounts: { total: 1, processed: 1, ...counts },
    related: { type: "policy", id },
  };
}

const absent = (id: string) => ({
  code: "policy_absent",
  message: `Policy ${id} does not exist at the provider any more.`,
});
