import { expect, it } from "vitest";
import { environmentItem } from "../../shared/access/items.ts";
import { storePoliciesAndPreview } from "../security/stored-content.ts";
import { promotionInput as input, planIn, promotionSource as source, promotion as type } from "./plan-in.ts";
import { createWaveWorld, wavesPath } from "./wave-world.ts";

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
    await planIn(world, environmentId, environmentId === environmentIds.at(-1) ? 0 : 2);
  }
  await world.end(environmentIds);
  await world.step(dry);
  expect((await world.run(dry)).outcome).toBe("succeeded");
  expect((await world.targets(dry)).body.wave.hasPlan).toBe(true);
  const planned = (await world.plan(dry)).body;
  const execute = (change: object = {}, body: object = {}) =>
    world.startWave({
      ...{ type, canary: 1, concurrency: 10 },
      targets: { plannedBy: dry, planDigest: planned.ready.digest, confirmation: "Acme", ...change },
      ...body,
    });
  return { world, dry, planned, execute, changing: environmentIds.slice(0, -1) };
}

it("a wave executes exactly what a dry wave has planned", async () => {
  const { world, dry, planned, execute, changing } = await aDryWave(["a", "b", "c"]);
  expect(planned).toMatchObject({ targets: 2, changes: { updates: 4 }, leftOut: [] });
  expect(planned.ready).toMatchObject({ digest: planned.digest, targets: 2, changes: { updates: 4 } });
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
  expect((await world.targets(answer.body.run.id)).body.wave.hasPlan).toBe(false);
  expect((await world.plan(answer.body.run.id)).status).toBe(404);
  expect((await world.plan(dry)).body.digest).toBe(planned.digest);
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
  expect((await world.plan(dry)).body).toMatchObject({
    ready: { targets: 0, expiresAt: null },
    leftOut: [{ environmentId: "t-a", code: "plan_expired" }],
  });
});

const approval = { destructive: 1, mutation: null, clients: "by_threshold" } as const;

/** A dry wave over a, b and c: b asks for an approval, and c changes nothing. */
async function aWaitingPlan() {
  const dry = await aDryWave(["a", "b", "c"]);
  const { world } = dry;
  await world.put(environmentItem("acme", "t-b", { name: "t-b", approval }));
  const { id } = await world.runIn("t-b");
  const decide = async (as: string, part: string, body: object) => {
    const path = `/api/workspaces/acme/plans/${id}/${part}`;
    expect((await world.call({ method: "POST", path, as, body })).status).toBe(200);
  };
  return {
    ...{ ...dry, id },
    request: () => decide("manager", "request", { note: "Change 4711." }),
    decide: (decision: "approve" | "refuse") =>
      decide("owner", "decision", { decision, digest: "digest of t-b", note: "Decided." }),
    plan: async () => (await world.plan(dry.dry)).body,
  };
}

it("a wave over a whole plan waits for the approvals that environments ask for", async () => {
  const { planned, id, execute, request, decide, plan } = await aWaitingPlan();
  const whole = { planDigest: planned.digest };
  const waiting = [{ environmentId: "t-b", environmentName: "t-b", planId: id, code: "approval_required" }];

  expect((await plan()).leftOut).toMatchObject(waiting);
  const refused = await execute(whole);
  expect([refused.status, refused.body.code, refused.body.plan.id]).toEqual([409, "approval_required", id]);
  expect(refused.body.detail).toBe(
    "1 of 2 plans of the wave cannot be executed: 1 waiting for the approval of another person. Execute the other 1 with the digest of ready, which leaves these out, or wait for the approvals. The link names one of them.",
  );
  await request();
  expect((await plan()).leftOut).toMatchObject(waiting);
  await decide("approve");
  expect(await plan()).toMatchObject({ leftOut: [], ready: { digest: planned.digest, targets: 2 } });
  expect((await execute(whole)).status).toBe(202);
});

it("a wave leaves a refused plan out by name when it executes the others", async () => {
  const { world, dry, planned, execute, request, decide, plan } = await aWaitingPlan();
  await request();
  await decide("refuse");
  const { ready, leftOut } = await plan();
  expect(ready).toMatchObject({ targets: 1, changes: { updates: 2 } });
  expect(leftOut).toMatchObject([{ environmentId: "t-b", code: "approval_refused" }]);

  const answer = await execute({ planDigest: ready.digest });
  expect(answer.status).toBe(202);
  const wave: string = answer.body.run.id;
  await world.deliver(wave);
  await world.end(["t-a"]);
  await world.step(wave);

  expect(world.started().slice(3)).toEqual(["t-a"]);
  expect(await world.run(wave)).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 2, succeeded: 1, not_started: 0, left_out: 1 },
  });
  const { items, wave: shown } = (await world.targets(wave)).body;
  expect(shown).toMatchObject({ total: 2, counts: { succeeded: 1, left_out: 1 } });
  expect(shown.headline).toBe("1 of 1 target succeeded. 1 environment was left out.");
  expect(items).toMatchObject([
    {
      environmentId: "t-b",
      state: "left_out",
      code: "approval_refused",
      reason: "Another person has refused the plan.",
    },
    { environmentId: "t-a", state: "succeeded" },
  ]);
  expect((await world.targets(wave, "state=left_out")).body.items).toHaveLength(1);
  const again = { method: "POST", path: `${wavesPath}/${wave}/run-again`, as: "manager" } as const;
  const repeated = await world.call({ ...again, body: { states: ["failed", "not_started"] } });
  expect(repeated.body.code).toBe("selection_empty");
  expect((await world.plan(dry)).body.digest).toBe(planned.digest);
});

it("a plan that is decided after the review changes the digest of what runs", async () => {
  const { world, execute, request, decide, plan } = await aWaitingPlan();
  await request();
  const reviewed = { planDigest: (await plan()).ready.digest };
  await decide("approve");
  expect((await execute(reviewed)).body.code).toBe("plan_changed");

  const approved = { planDigest: (await plan()).ready.digest };
  await decide("refuse");
  expect((await execute(approved)).body.code).toBe("approval_required");
  expect(world.started()).toHaveLength(3);
});

it("an archived environment is left out of the plan of its wave", async () => {
  const { world, execute, plan } = await aWaitingPlan();
  await world.call({ method: "POST", path: "/api/workspaces/acme/environments/t-a/archive", as: "owner" });

  const { ready, leftOut } = await plan();

  expect(ready.targets).toBe(0);
  expect(leftOut).toMatchObject([{ code: "environment_archived" }, { code: "approval_required" }]);
  expect((await execute({ planDigest: ready.digest })).body.code).toBe("plan_changed");
});

it("the plan of a dry wave that is at work is a conflict", async () => {
  const world = await createWaveWorld(["a"]);
  await storePoliciesAndPreview(world, { workspaceId: "acme", environmentId: source });
  const { body } = await world.startWave({ type, input: { ...input, dryRun: true } });

  expect((await world.plan(body.run.id)).body.code).toBe("action_not_available");
});

it("a dry wave over all environments leaves its source out by name", async () => {
  const world = await createWaveWorld(["a"]);
  await storePoliciesAndPreview(world, { workspaceId: "acme", environmentId: source });
  const start = { type, input: { ...input, dryRun: true }, canary: 0, concurrency: 10 };

  const answer = await world.startWave({ ...start, targets: { all: true } });

  expect(answer.status).toBe(202);
  const leftOut = (await world.targets(answer.body.run.id, "state=left_out")).body.items;
  expect(leftOut).toMatchObject([{ environmentId: source, code: "is_source", runId: null }]);
  await world.deliver(answer.body.run.id);
  expect(world.started()).not.toContain(source);
  const only = await world.startWave({ ...start, targets: { environmentIds: [source] } });
  expect([only.status, only.body.code]).toEqual([422, "selection_empty"]);
});

it("a wave over plans starts nothing without the right to its source", async () => {
  const { world, execute } = await aDryWave(["a", "b"]);
  const answer = await execute();
  await world.restrictManager(world.environmentIds);
  await world.deliver(answer.body.run.id);

  expect(world.started()).toHaveLength(2);
  expect((await world.targets(answer.body.run.id, "", "owner")).body.items[0].code).toBe("not_entitled");
});
