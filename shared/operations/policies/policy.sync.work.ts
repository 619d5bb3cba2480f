import type { StartRequest, Work, WorkResult } from "../define-operation.ts";
import { type ProviderConnection, type ProviderFailure, refusalOf } from "../provider/provider-access.ts";
import type { PolicySyncInput } from "./policy.sync.input.ts";
import { type SyncDependencies, syncPolicies } from "./policy-sync-work.ts";

type Scope = StartRequest<unknown>["scope"];

interface HandleDependencies extends SyncDependencies {
  readonly connections: { find(scope: Scope, id: string): Promise<ProviderConnection | undefined> };
}

/** Syncs the provider's policies through a usable connection. */
export async function handle(work: Work<PolicySyncInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { providerConnectionId } = work.input;
  const connection =
    providerConnectionId === undefined ? undefined : await needs.connections.find(work.scope, providerConnectionId);
  const refusal = refusalOf(connection);
  if (connection === undefined || refusal !== undefined) {
    return refusedBy(refusal ?? { reasonCode: "provider_connection_invalid", message: "The connection is missing." });
  }
  return syncPolicies(work, connection, needs);
}

function refusedBy({ reasonCode, message }: ProviderFailure): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
