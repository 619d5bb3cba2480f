import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import type { WorkResult } from "../../shared/operations/define-operation.ts";
import { readPolicyItem } from "../../shared/operations/policies/policy-item.ts";
import { addProfile, profileId } from "./baselines/baseline-world.ts";
import { scope } from "./operation-world.ts";
import { plannedInput } from "./recipes/planned.ts";
import { type RestoreWorld, restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

const block = { actionType: "block", gracePeriodHours: 72 };
const notify = { actionType: "notification", gracePeriodHours: 24 };
const actions = z.looseObject({
  deviceCompliancePolicies: z.array(
    z.looseObject({
      id: z.string(),
      scheduledActionsForRule: z
        .array(z.looseObject({ scheduledActionConfigurations: z.array(z.looseObject({ actionType: z.string() })) }))
        .optional(),
    }),
  ),
});

/** One synced and backed-up compliance policy with the action to block after 24 hours. */
async function world() {
  const held = await restoreWorld();
  const [one] = held.five;
  if (one?.collection !== "deviceCompliancePolicies") throw new Error("the first policy is no compliance policy");
  const policyIds = [one.policyId];
  const path = `/beta/deviceManagement/${one.collection}/${one.policyId}`;

  /** Changes the actions at the provider, past the product. */
  const schedule = (...configurations: readonly object[]) =>
    held.atProvider("POST", { ...one, policyId: `${one.policyId}/scheduleActionsForRules` }, bodyOf(configurations));
  async function atProvider() {
    const answer = await fetch(`${held.provider.origin}/_world`);
    const all = actions.parse(await answer.json()).deviceCompliancePolicies;
    const named = all.find((policy) => policy.displayName === one?.displayName);
    const rules = (named?.scheduledActionsForRule ?? []).flatMap((rule) => rule.scheduledActionConfigurations);
    return rules.map(({ actionType, gracePeriodHours }) => [actionType, gracePeriodHours]);
  }
  return { ...held, one, policyIds, path, schedule, actions: atProvider };
}

const bodyOf = (configurations: readonly object[]) => ({
  deviceComplianceScheduledActionForRules: [
    { ruleName: "PasswordRequired", scheduledActionConfigurations: configurations },
  ],
});

/** Stores the policy as a release did that asked for no actions, and backs it up. */
async function olderBackup({
  needs,
  one,
  ids,
  clock,
  perform,
  policyIds,
  atProvider,
}: Awaited<ReturnType<typeof world>>) {
  const document = await atProvider("GET", one);
  const item = readPolicyItem("deviceCompliancePolicies", document);
  if (!item.ok) throw new Error(item.rejected.message);
  const runId = ids.next(clock.now());
  const n = await needs.tickets.take(scope, "policies", { runId, attempt: 1 });
  const source = { runId, n, providerConnectionId: "connection-1" };
  await needs.policies.upsertPage(scope, [item.policy], { ...source, page: 0, partStartsAtPage: 0, swept: [] });
  const taken = await perform("backup_set.update", { policyIds });
  return taken.kind === "ended" ? (taken.related?.id ?? "") : "";
}

const carryOut = async (held: RestoreWorld, type: string, input: object) =>
  held.perform(type, await plannedInput(held, type, { ...input }));
const failuresOf = (result: WorkResult) => (result.kind === "ended" ? (result.failures ?? []) : []);

it("restore sets changed actions back without writing the policy", async () => {
  const held = await world();
  const { one, path, policyIds, backupSetId, gate, schedule } = held;
  const before = await held.actions();
  await schedule(block, notify);
  gate.writes.length = 0;

  expect(await carryOut(held, "restore.execute", { backupSetId, policyIds })).toMatchObject({ outcome: "succeeded" });

  expect(gate.writes).toEqual([`POST ${path}/scheduleActionsForRules`]);
  expect(await held.actions()).toEqual(before);
  expect(await held.atProvider("GET", one)).not.toHaveProperty("scheduledActionsForRule");
});

it("a refused write of actions alone names its permission, not a change in doubt", async () => {
  const held = await world();
  const { policyIds, backupSetId, gate, schedule } = held;
  await schedule(block);
  gate.intercept((line) => (line.includes("scheduleActionsForRules") ? { status: 403 } : "pass"));

  const result = await carryOut(held, "restore.execute", { backupSetId, policyIds });

  const codes = failuresOf(result).map(({ code }) => code);
  expect(codes).toContain("provider_permission_denied");
  expect(codes).not.toContain("restore.not_verified");
});

it("restore is no success when the provider keeps other actions", async () => {
  const held = await world();
  const { policyIds, backupSetId, gate, schedule } = held;
  await schedule(block);
  gate.intercept((line) => (line.includes("scheduleActionsForRules") ? { status: 200 } : "pass"));

  const result = await carryOut(held, "restore.execute", { backupSetId, policyIds });

  expect(result).toMatchObject({ outcome: "failed" });
  expect(failuresOf(result).map(({ code }) => code)).toContain("restore.not_taken_over");
});

it.each([
  { start: "approved", how: "drop" },
  { start: "approved", how: "lose" },
  { start: "direct", how: "drop" },
] as const)("$start restore ends as intended after it stopped between its two writes: $how", async ({ start, how }) => {
  const held = await world();
  const { one, policyIds, backupSetId, gate, schedule } = held;
  await held.changeAll();
  await schedule(block);
  const asked = { backupSetId, policyIds };
  const input = start === "approved" ? await plannedInput(held, "restore.execute", asked) : asked;
  const run = await held.claimed("restore.execute", input);
  let isDead = false;
  gate.intercept((line) => {
    isDead ||= line.includes("scheduleActionsForRules");
    return isDead ? how : "pass";
  });
  await held.attempt(run, () => (isDead ? 0 : 600_000));
  gate.intercept(undefined);

  const { result } = await held.attempt({ ...run, attempt: 2, handovers: 1 });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1 } });
  expect(await held.actions()).toEqual([["block", 24]]);
  expect((await held.atProvider("GET", one))?.description).not.toBe("changed by an administrator");
});

it("restore from a body without actions leaves those at the provider and says so", async () => {
  const held = await world();
  const { one, policyIds, gate, schedule } = held;
  await schedule(block, notify);
  const backupSetId = await olderBackup(held);
  await held.changeAll();
  gate.writes.length = 0;

  const result = await carryOut(held, "restore.execute", { backupSetId, policyIds });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { succeeded: 1 } });
  expect(failuresOf(result)).toContainEqual(
    expect.objectContaining({
      code: "restore.actions_not_held",
      about: { collection: one.collection, id: one.policyId, name: one.displayName },
    }),
  );
  expect(gate.writes).toEqual([`PATCH ${held.path}`]);
  expect(await held.actions()).toEqual([
    ["block", 72],
    ["notification", 24],
  ]);
});

it("restore leaves the creation of a policy without known actions to a person", async () => {
  const held = await world();
  const { needs, perform, policyIds } = held;
  const backupSetId = await olderBackup(held);
  await held.atProvider("DELETE", held.one);

  const previewed = await perform("restore.execute", { backupSetId, policyIds, dryRun: true });

  expect(previewed).toMatchObject({ outcome: "succeeded", summaryCounts: { blocked: 1 } });
  const id = previewed.kind === "ended" ? (previewed.related?.id ?? "") : "";
  expect(await needs.restoreRuns.listItems(scope, id)).toMatchObject([
    { preview: { change: "manual_required", reason: "restore.actions_not_held" } },
  ]);
});

it("comparison with a baseline of an earlier release names actions and finds no drift", async () => {
  const held = await world();
  const { perform, needs, policyIds, schedule } = held;
  await olderBackup(held);
  await addProfile(held, { selection: policyIds });
  await perform("baseline.capture", { baselineProfileId: profileId });
  await schedule(block, notify);
  await perform("policy.sync");

  const result = await perform("baseline.compare", { baselineProfileId: profileId });

  expect(result).toMatchObject({ outcome: "succeeded", summaryCounts: { findings: 0 } });
  const id = result.kind === "ended" ? (result.related?.id ?? "") : "";
  expect((await needs.baselineComparisons.find(scope, id))?.schemaChanged).toEqual([
    "iosCompliancePolicy/scheduledActionsForRule",
  ]);
});

it("comparison does not call a policy equal whose actions were not read", async () => {
  const held = await world();
  const { perform, policyIds } = held;
  await addProfile(held, { selection: policyIds });
  await perform("baseline.capture", { baselineProfileId: profileId });
  await olderBackup(held);

  expect(await perform("baseline.compare", { baselineProfileId: profileId })).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "baseline.policies_unreadable",
    failures: [{ count: 1 }],
  });
});
