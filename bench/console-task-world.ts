import type { StartedStack } from "../local/runtime/start-stack.ts";
import { manualWorker } from "../test/browser/manual-worker.ts";
import { providerEdits } from "../test/browser/provider-edits.ts";
import { apiOf, runOf } from "../test/scenarios/api.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const lab = { ...prod, environmentId: "acme-lab" };
const repeats = 40;

/** What the tasks begin with. */
export interface TaskWorld {
  /** A queued run that no worker takes up. */
  readonly waiting: string;
  /** Names of two policies that were changed since their backup. */
  readonly policies: readonly string[];
  /** The local day a week ago. */
  readonly weekAgo: string;
}

/** A disabled connection, forty repeats of one failure, changed policies, a review and a run that waits. */
export async function prepareTasks(stack: StartedStack): Promise<TaskWorld> {
  const api = apiOf(stack);
  const hand = manualWorker(stack);
  const run = async (type: string, input = {}, place = prod) =>
    api.ended("owner", "acme", runOf(await api.start(place, type, { input })).id);
  await run("policy.sync");
  await run("tenant.evidence.snapshot.generate");
  await run("environment.review.compose");
  await run("backup_set.update", { name: "Before the change" });
  const provider = await providerEdits(stack);
  const policies = await provider.first(2);
  for (const { id } of policies) await provider.change(id, { description: "changed by an administrator" });
  await run("policy.sync");

  const failed = async (type: string, place: typeof prod) => {
    const code = "run.handler_failed";
    // Of one line, as the product's own starts are: each is known to come after the one before.
    const line = { correlation: "all", identity: `${place.environmentId}-${type}` };
    const taken = await hand.take((await hand.queue(place, type, line)).id);
    await hand.end(taken, { outcome: "failed", reasonCode: code, failures: [{ code, message: "It failed." }] });
  };
  for (let count = 0; count < repeats; count++) await failed("inventory.sync", prod);
  for (let count = 0; count < 3; count++) await failed("policy.sync", lab);

  const connection = "/api/workspaces/acme/environments/acme-lab/records/provider-connections/sample-provider";
  const {
    displayName,
    provider: kind,
    baseUrl,
    tokenUrl,
    clientId,
    secretName,
    isDefault,
  } = JSON.parse((await api.request("owner", connection)).text);
  const body = { displayName, provider: kind, baseUrl, tokenUrl, clientId, secretName, isDefault, isEnabled: false };
  await api.request("owner", connection, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  await run("compliance.snapshot", {}, lab);
  const { id: waiting } = await hand.queue(prod, "permission.posture.check");
  const weekAgo = new Date(Date.now() - 7 * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return { waiting, policies: policies.map(({ name }) => name), weekAgo };
}
