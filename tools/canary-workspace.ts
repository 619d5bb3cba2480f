import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { canaryPlace } from "../infra/canary-place.ts";
import type { Clock } from "../shared/foundation/clock.ts";
import { readPolicyItem } from "../shared/operations/policies/policy-item.ts";
import { createPolicies } from "../shared/records/policies.ts";
import { type Bootstrapped, createFirstOwner } from "./first-owner.ts";

interface Target {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly clock: Clock;
}

/** The only policy of the canary's environment: its operation snapshots what is stored there, without a provider. */
const samplePolicy = {
  "@odata.type": "#microsoft.graph.windows10GeneralConfiguration",
  id: "canary",
  displayName: "Canary sample",
  passwordRequired: true,
};

/**
 * Creates the canary's workspace and environment with a sample policy. The canary's client owns that workspace and is a
 * member of no other. Repeating it changes nothing; `refused` names what existed before.
 */
export async function createCanaryWorkspace(target: Target, clientId: string): Promise<Bootstrapped> {
  const { workspace, environment } = canaryPlace;
  const done = await createFirstOwner(target, {
    workspace: { id: workspace, name: "Canary" },
    environments: [{ id: environment, name: "Canary" }],
    owner: clientId,
    isPlatform: false,
  });
  const item = readPolicyItem("deviceConfigurations", samplePolicy);
  if (!item.ok) throw new Error(`The sample policy is not usable: ${item.rejected.message}`);
  const mark = { runId: "canary-setup", n: 0, providerConnectionId: "canary", page: 1, partStartsAtPage: 1, swept: [] };
  const scope = { workspaceId: workspace, environmentId: environment };
  await createPolicies(target).upsertPage(scope, [item.policy], mark);
  return done;
}
