import { expect, it } from "vitest";
import { initiatorOf } from "../../../functions/middleware/caller.ts";
import { memberPointerItem, membershipItem } from "../../../shared/access/items.ts";
import { aToldRun, notificationIdOf, retentionDays } from "../notifications-world.ts";
import { createWorld, type World } from "../world.ts";

const path = "/api/notifications";
const list = async (world: World, as = "operator", query = "") => (await world.call({ path, as, query })).body;
const runIdsOf = ({ items }: { items: { runId: string }[] }) => items.map(({ runId }) => runId);

it("tells the initiator of an ended run, and nobody else", async () => {
  const world = await createWorld();
  const run = await aToldRun(world);

  expect(await list(world)).toMatchObject({
    items: [
      {
        id: notificationIdOf(run),
        runId: run.id,
        workspaceId: "acme",
        environmentId: "acme-prod",
        type: "policy.sync",
        label: "Policy sync",
        outcome: "succeeded",
        state: { tone: "success" },
        staleLineageNote: null,
        at: run.completedAt,
        readAt: null,
      },
    ],
    unread: { value: 1, capped: false },
    nextCursor: null,
  });
  for (const as of ["owner", "readonly", "outsider", "platform", "nobody"]) {
    expect(await list(world, as)).toMatchObject({ items: [], unread: { value: 0 } });
  }
});

it("finds a caller whose subject is longer than a run keeps", async () => {
  const world = await createWorld();
  const as = `auth0|${"a".repeat(100)}`;
  await world.put(membershipItem("acme", as, { role: "owner", environments: "all" }));
  await world.put(memberPointerItem("acme", as));
  const run = await aToldRun(world, { initiator: initiatorOf({ sub: as, name: as }).id });

  expect(runIdsOf(await list(world, as))).toEqual([run.id]);
});

it("says what the run itself says of an end that silence brought about", async () => {
  const world = await createWorld();
  const run = await aToldRun(
    world,
    {},
    {
      outcome: "failed",
      source: "scheduled_reconciler",
      reasonCode: "run.stale_running",
      reconciliation: {
        source: "scheduled_reconciler",
        adapter: null,
        decision: "reconciled_failed",
        reasonCode: "run.stale_running",
        evidence: {},
      },
    },
  );
  const detail = await world.call({ path: `/api/workspaces/acme/operations/${run.id}` });

  const [told] = (await list(world)).items;

  expect(told).toMatchObject({
    outcome: "failed",
    headline: detail.body.headline,
    state: detail.body.state,
    staleLineageNote: detail.body.decisionZone.staleLineageNote,
  });
  expect(told.staleLineageNote).not.toBeNull();
  expect(told.state.tone).not.toBe("success");
});

it("tells and counts nothing of an environment or a workspace that its reader may not see any more", async () => {
  const world = await createWorld();
  const prod = await aToldRun(world);
  const lab = await aToldRun(world, { environmentId: "acme-lab" });
  expect(runIdsOf(await list(world))).toEqual([lab.id, prod.id]);

  await world.put(membershipItem("acme", "operator", { role: "operator", environments: ["acme-lab"] }));
  const partly = await list(world);
  expect(runIdsOf(partly)).toEqual([lab.id]);
  expect(partly.unread).toEqual({ value: 1, capped: false });

  const removedAt = world.clock.now().toISOString();
  await world.put(membershipItem("acme", "operator", { role: "operator", environments: "all", removedAt }));
  expect(await list(world)).toMatchObject({ items: [], unread: { value: 0, capped: false } });
});

it("pages through all of them, newest first, each once", async () => {
  const world = await createWorld();
  const told: string[] = [];
  for (let at = 0; at < 5; at++) {
    const environmentId = at % 2 === 0 ? "acme-lab" : "acme-prod";
    const run = await aToldRun(world, { initiator: "lab-operator", environmentId });
    if (environmentId === "acme-lab") told.unshift(run.id);
  }

  const first = await list(world, "lab-operator", "limit=2");
  const second = await list(world, "lab-operator", `limit=2&cursor=${first.nextCursor}`);

  expect([...runIdsOf(first), ...runIdsOf(second)]).toEqual(told);
  expect(second.nextCursor).toBeNull();
  expect(second.unread).toEqual({ value: 3, capped: false });
});

it("says that there may be more unread ones than it counted", async () => {
  const world = await createWorld();
  const run = await aToldRun(world);
  const completedAt = run.completedAt ?? "";
  const record = { runId: run.id, workspaceId: "acme", environmentId: "acme-prod", completedAt };
  const expiresAt = Date.parse(completedAt) / 1000 + 1000;
  await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      world.put({ pk: "USER#operator", sk: `NOTE#${Date.parse(completedAt) - at - 1}.${run.id}`, record, expiresAt }),
    ),
  );

  expect((await list(world, "operator", "limit=1")).unread).toEqual({ value: 200, capped: true });
});

it("keeps one as long as the environment says, to the second", async () => {
  const world = await createWorld();
  const run = await aToldRun(world);

  world.clock.advance(retentionDays * 86_400 - 1);
  expect(runIdsOf(await list(world))).toEqual([run.id]);
  world.clock.advance(1);
  expect(await list(world)).toMatchObject({ items: [], unread: { value: 0 } });
});

it("costs the same calls for one as for a hundred", async () => {
  const world = await createWorld();
  const calls: number[] = [];
  for (const count of [1, 99]) {
    for (let at = 0; at < count; at++) await aToldRun(world);
    world.storeCalls.length = 0;
    await world.call({ path, query: "limit=100", headers: { "accept-language": "de" } });
    calls.push(world.storeCalls.length);
  }

  expect(calls[1]).toBe(calls[0]);
});
