import { expect, it } from "vitest";
import { environmentItem } from "../../shared/access/items.ts";
import { createRestoreRuns } from "../../shared/records/restore-runs.ts";
import { storePoliciesAndPreview } from "../security/stored-content.ts";
import { createWaveWorld, type WaveWorld } from "./wave-world.ts";

const source = "acme-lab";
const type = "promotion.execute";
const input = { sourceEnvironmentId: source, policyIds: ["policy"] };
const hour = 3600;

/** A dry wave that has planned a promotion to each of these environments; one that changes nothing in the last. */
async function aDryWave(names: readonly string[]) {
  const world = await createWaveWorld(names);
  await storePoliciesAndPreview(world, { workspaceId: "acme", environmentId: source });
  const { environmentIds } = world;
  const answer = await world.startWave({ type, input: { ...input, dryRun: true }, concurrency: 10, canary: 0 });
  expect(answer.status).toBe(202);
  const dry: string = answer.body.run.id;
  await world.deliver(dry);
  for (const environmentId of environmentIds) {
    await plan(world, environmentId, environmentId === environmentIds.at(-1) ? 0 : 2);
  }
  await world.end(environmentIds);
  await world.step(dry);
  expect((await world.run(dry)).outcome).toBe("succeeded");
  const { plan: planned } = (await world.targets(dry)).body.wave;
  const execute = (change: object = {}, body: object = {}) =>
    world.startWave({
      ...{ type, canary: 1, concurrency: 10 },
      targets: { plannedBy: dry, planDigest: planned.digest, confirmation: "Acme", ...change },
      ...body,
    });
  return { world, dry, planned, execute, changing: environmentIds.slice(0, -1) };
}

/** The change set that the dry run of an environment makes. */
async function plan(world: WaveWorld, environmentId: string, update: number): Promise<void> {
  const { id } = await world.runIn(environmentId);
  const restores = createRestoreRuns(world);
  const scope = { workspaceId: "acme", environmentId };
  const by = { runId: id, attempt: 1 };
  await restores.open(scope, {
    ...{ id, by, action: "promote", isDryRun: true, sourceEnvironmentId: source, requestedItems: ["policy"] },
    ...{ providerConnectionId: "default", requestedByUserId: "manager", incompleteCollections: [] },
  });
  const expiresAt = new Date(world.clock.now().getTime() + hour * 1000).toISOString();
  await restores.move(scope, id, by, "scoped");
  await restores.move(scope, id, by, "checked");
  await restores.move(scope, id, by, "previewed", {
    ...{ digest: `digest of ${environmentId}`, expiresAt, itemCount: 2 },
    preview: { create: 0, update, unchanged: 2 - update, manualRequired: 0 },
  });
}

it("a wave executes exactly what a dry wave has planned", async () => {
  const { world, dry, planned, execute, changing } = await aDryWave(["a", "b", "c"]);
  expect(planned).toMatchObject({ targets: 2, changes: { updates: 4 }, approvals: {}, needsApproval: 0 });
  const planIds = await Promise.all(changing.map(async (id) => (await world.runIn(id)).id));

  const answer = await execute();
  expect(answer.status).toBe(202);
  await world.deliver(answer.body.run.id);
  expect((await world.runIn("t-a")).id).not.toBe(planIds[0]);
  expect(world.started().slice(3)).toEqual(["t-a"]);
  await world.end(["t-a"]);
  await world.step(answer.body.run.id);

  expect(world.started().slice(3)).toEqual(changing);
  for (const [at, environmentId] of changing.entries()) {
    const run = await world.runIn(environmentId);
    expect(run.context).toMatchObject({ mode: "execution", restoreRunId: planIds[at] });
    expect(await world.queries.getInput(run)).toMatchObject({ planDigest: `digest of ${environmentId}` });
  }
  expect((await world.targets(answer.body.run.id)).body.wave.plan).toBeNull();
  expect((await world.targets(dry)).body.wave.plan.digest).toBe(planned.digest);
});

it("a wave over plans is refused when its plan, digest or confirmation differs", async () => {
  const { world, dry, execute } = await aDryWave(["a", "b"]);
  const codeOf = async (asked: ReturnType<typeof execute>) => (await asked).body.code;

  expect(await codeOf(execute({ planDigest: "another" }))).toBe("plan_changed");
  expect(await codeOf(execute({ confirmation: "Globex" }))).toBe("input_invalid");
  expect(await codeOf(execute({}, { input: { sourceEnvironmentId: source } }))).toBe("input_invalid");
  expect(await codeOf(execute({}, { type: "policy.sync" }))).toBe("input_invalid");
  expect(await codeOf(execute({ plannedBy: "01JZZZZZZZZZZZZZZZZZZZZZZZ" }))).toBe("not_found");
  const direct = world.startWave({ type, input, targets: { all: true } });
  expect(await codeOf(direct)).toBe("operation_not_in_waves");
  world.clock.advance(2 * hour);
  expect(await codeOf(execute())).toBe("plan_expired");
  expect((await world.targets(dry)).body.wave.plan.expiresAt).toBeNull();
});

it("a wave over plans waits for the approval that an environment asks for", async () => {
  const { world, dry, execute } = await aDryWave(["a", "b", "c"]);
  const approval = { destructive: 1, mutation: null, clients: "by_threshold" } as const;
  await world.put(environmentItem("acme", "t-b", { name: "t-b", approval }));
  const { id } = await world.runIn("t-b");

  expect((await world.targets(dry)).body.wave.plan).toMatchObject({ needsApproval: 1, approvals: {} });
  const refused = await execute();
  expect([refused.status, refused.body.code, refused.body.plan.id]).toEqual([409, "approval_required", id]);

  const decide = (as: string, part: string, body: object) =>
    world.call({ method: "POST", path: `/api/workspaces/acme/plans/${id}/${part}`, as, body });
  expect((await decide("manager", "request", { note: "Change 4711." })).status).toBe(200);
  expect((await world.targets(dry)).body.wave.plan).toMatchObject({ needsApproval: 1, approvals: { requested: 1 } });
  expect((await execute()).body.code).toBe("approval_required");
  const decision = { decision: "approve", digest: "digest of t-b", note: "Agreed." };
  expect((await decide("owner", "decision", decision)).status).toBe(200);
  expect((await execute()).status).toBe(202);
});

it("a wave over plans does not ask to approve a plan that was refused", async () => {
  const { world, execute } = await aDryWave(["a", "b", "c"]);
  const { id } = await world.runIn("t-b");
  const decide = (as: string, part: string, body: object) =>
    world.call({ method: "POST", path: `/api/workspaces/acme/plans/${id}/${part}`, as, body });
  await decide("manager", "request", { note: "Change 4711." });
  const decision = { decision: "refuse", digest: "digest of t-b", note: "Not in March." };
  expect((await decide("owner", "decision", decision)).status).toBe(200);

  const { status, body } = await execute();

  expect([status, body.code, body.plan.id]).toEqual([409, "approval_required", id]);
  expect(body.detail).toBe(
    "The approval of 1 of 2 plans of the wave was refused, has expired or is used by another run. Make a new dry wave without the environments that are not to be changed. This is one of the plans.",
  );
});

it("a wave over plans starts nothing without the right to its source", async () => {
  const { world, execute } = await aDryWave(["a", "b"]);
  const answer = await execute();
  await world.restrictManager(world.environmentIds);
  await world.deliver(answer.body.run.id);

  expect(world.started()).toHaveLength(2);
  expect((await world.targets(answer.body.run.id, "", "owner")).body.items[0].code).toBe("not_entitled");
});
