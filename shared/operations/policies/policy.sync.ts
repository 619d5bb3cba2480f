import * as z from "zod";
import { defineOperation, type StartRequest, type WorkResult } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import {
  type ConnectionChoice,
  connectionInput,
  prepareWithConnection,
  requiresConnection,
  selectionHashOf,
} from "../provider/connection-choice.ts";
import { type ProviderConnection, type ProviderFailure, refusalOf } from "../provider/provider-access.ts";
import { type SyncNeeds, syncPolicies } from "./policy-sync-work.ts";

type Scope = StartRequest<unknown>["scope"];

interface HandleNeeds extends SyncNeeds {
  readonly connections: { find(scope: Scope, id: string): Promise<ProviderConnection | undefined> };
}

const input = connectionInput.extend({ acceptEmpty: z.boolean().optional() });

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
  input,
  start: {
    async prepare({ input: asked, scope }, { connections }: { readonly connections: ConnectionChoice }) {
      const { acceptEmpty = false, ...choice } = asked;
      const prepared = await prepareWithConnection({ input: choice, scope }, connections, (id) => ({
        selectionHash: selectionHashOf(id),
      }));
      if (prepared.kind !== "start" || !acceptEmpty) return prepared;
      const { identity, input: chosen, ...rest } = prepared;
      return { ...rest, identity: { ...identity, acceptEmpty }, input: { ...chosen, acceptEmpty } };
    },

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

function refusedBy({ reasonCode, message }: ProviderFailure): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
