import { afterEach, expect, it } from "vitest";
import { createPolicies } from "../../shared/records/policies.ts";
import { createPolicyVersions } from "../../shared/records/policy-versions.ts";
import { groupTarget } from "./assigned-targets.ts";
import { scope } from "./operation-world.ts";
import { plannedInput } from "./recipes/planned.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

const yearSeconds = 365 * 24 * 3600;
const prune = { keepLast: 1, olderThanDays: 0 };

/** A world with one of its policies, and that policy's history. */
async function world() {
  const held = await restoreWorld();
  const [place] = held.five;
  if (place === undefined) throw new Error("the world has no policies");
  const { policyId } = place;
  const versions = createPolicyVersions(held);
  return {
    ...held,
    place,
    policyId,
    policy: () => createPolicies(held).find(scope, policyId),
    async history() {
      const current = await held.needs.policies.find(scope, policyId);
      const { entries } = await versions.history(scope, policyId, { from: current?.contentHash ?? "", limit: 10 });
      return entries.map(({ contentHash }) => contentHash);
    },
  };
}

async function prunePlan(held: RestoreWorld) {
  const { planId } = await plannedInput(held, "policy_version.prune", prune);
  const plan = await held.needs.plans.find(scope, String(planId));
  return held.needs.plans.listItems(scope, plan?.content ?? "");
}

it("policy.snapshot stores the provider's current state as the newest version", async () => {
  const held = await world();
  const [before] = await held.history();
  await held.atProvider("PATCH", held.place, { description: "changed since the sync" });
  await held.assign(held.place, [groupTarget(1)]);

  const result = await held.perform("policy.snapshot", { policyId: held.policyId });

  expect(result).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 1, updated: 1, unchanged: 0 },
    related: { type: "policy", id: held.policyId },
  });
  const [newest, ...older] = await held.history();
  expect(older).toEqual([before]);
  const body = JSON.parse((await held.needs.policies.findBody(scope, newest ?? "")) ?? "{}");
  expect(body).toMatchObject({ description: "changed since the sync", assignments: [{}] });
});

it("policy.snapshot of an unchanged policy adds no version and confirms it", async () => {
  const held = await world();
  await held.perform("policy.snapshot", { policyId: held.policyId });
  const before = await held.policy();
  const history = await held.history();
  held.clock.advance(60);

  const result = await held.perform("policy.snapshot", { policyId: held.policyId });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { unchanged: 1 } });
  expect(await held.history()).toEqual(history);
  const after = await held.policy();
  expect(after?.changedAt).toBe(before?.changedAt);
  expect(Date.parse(after?.lastSeenAt ?? "")).toBeGreaterThan(Date.parse(before?.lastSeenAt ?? ""));
});

it("policy.snapshot fails for a deleted policy and keeps what is stored", async () => {
  const held = await world();
  const before = await held.policy();
  await held.atProvider("DELETE", held.place);

  const result = await held.perform("policy.snapshot", { policyId: held.policyId });

  expect(result).toMatchObject({
    outcome: "failed",
    reasonCode: "policy_absent",
    failures: [{ code: "policy_absent", about: { id: held.policyId } }],
  });
  expect(await held.policy()).toEqual(before);
});

it("policy.snapshot keeps its version from clean-ups for a year", async () => {
  const held = await world();
  await held.atProvider("PATCH", held.place, { description: "taken" });
  await held.perform("policy.snapshot", { policyId: held.policyId });
  const [taken = ""] = await held.history();
  await held.atProvider("PATCH", held.place, { description: "changed afterwards" });
  await held.perform("policy.sync");

  const planned = async () => (await prunePlan(held)).find(({ id }) => id === taken);
  held.clock.advance(yearSeconds - 3600);
  expect(await planned()).toMatchObject({ action: "keep", reason: "held.kept" });
  held.clock.advance(2 * 3600);
  expect(await planned()).toMatchObject({ action: "archive" });
});

it("policy.snapshot is repeated when a later sync stored another state", async () => {
  const held = await world();
  const run = await held.claimed("policy.snapshot", { policyId: held.policyId });
  await held.atProvider("PATCH", held.place, { description: "seen by the sync" });
  let isFirst = true;
  // The sync takes a later ticket, and reads what changes before the snapshot reads it.
  const attempt = held.attempt(run, undefined, async () => {
    if (!isFirst) return;
    isFirst = false;
    await held.perform("policy.sync");
    await held.atProvider("PATCH", held.place, { description: "seen by the snapshot" });
  });
  await expect(attempt).rejects.toThrow("deliver again");
  const bodyOf = async (contentHash = "") => held.needs.policies.findBody(scope, contentHash);
  expect(await bodyOf((await held.policy())?.contentHash)).toContain("seen by the sync");

  const { result } = await held.attempt({ ...run, attempt: 2 });

  expect(result).toMatchObject({ kind: "ended", outcome: "succeeded", summaryCounts: { updated: 1 } });
  expect(await bodyOf((await held.policy())?.contentHash)).toContain("seen by the snapshot");
});

it("policy.snapshot resumes after a pause that the provider asked for", async () => {
  const held = await world();
  const run = await held.claimed("policy.snapshot", { policyId: held.policyId });
  held.gate.intercept(() => ({ status: 429, retryAfter: "700" }));
  const { result: first } = await held.attempt(run);
  expect(first).toMatchObject({ kind: "handed_over", wait: { until: expect.any(String) } });
  held.gate.intercept(undefined);
  held.clock.advance(700);

  if (first.kind !== "handed_over") throw new Error("the pause was not handed over");
  const checkpoint = { ...first.checkpoint };
  const { result } = await held.attempt({ ...run, attempt: 2, handovers: 1, checkpoint });

  expect(result).toMatchObject({ kind: "ended", outcome: "succeeded" });
});

it("policy.snapshot refuses a policy that was never synced", async () => {
  const held = await world();

  expect(await held.prepare("policy.snapshot", { policyId: "unknown" })).toMatchObject({
    kind: "refuse",
    errors: [{ path: "policyId" }],
  });
});
