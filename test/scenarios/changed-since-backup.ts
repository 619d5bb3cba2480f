import { expect } from "vitest";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import { apiOf, runOf } from "./api.ts";
import { changePolicies, targetOf } from "./provider-changes.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const requester = { user: "manager", ...scope };
const json = { "content-type": "application/json" };

/** Makes each change of an environment need an approval, and a backup of three policies that were changed since. */
export async function changedSinceBackup(stack: StartedStack) {
  const api = apiOf(stack);
  const approval = { destructive: 1, mutation: 20, clients: "always" };
  const body = JSON.stringify({ name: "Acme production", approval });
  const rule = await api.request("owner", "/api/workspaces/acme/environments/acme-prod", {
    ...{ method: "PUT", headers: json, body },
  });
  expect(rule.status).toBe(200);
  const play = async (type: string, input: Readonly<Record<string, unknown>> = {}) =>
    api.ended("manager", "acme", runOf(await api.start(requester, type, { input })).id);
  await play("policy.sync");
  const three = (await createPolicies(targetOf(stack)).readCurrent(scope)).policies.slice(0, 3);
  const backup = await play("backup_set.update", { policyIds: three.map(({ policyId }) => policyId) });
  await changePolicies(stack, three, "changed by another administrator");
  const backupSetId = backup.related?.id;
  const plan = async () => {
    const preview = await play("restore.execute", { backupSetId, dryRun: true });
    return { id: preview.id, input: { backupSetId, ...(await api.reviewed(requester, preview.id)) } };
  };
  const start = (input: object, user = "manager") =>
    api.request(user, "/api/workspaces/acme/operations", {
      method: "POST",
      headers: json,
      body: JSON.stringify({ type: "restore.execute", environmentId: "acme-prod", input }),
    });
  return { api, three, plan, start };
}
