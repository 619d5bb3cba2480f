import { expect, it } from "vitest";
import { initiatorOf } from "../../../functions/middleware/caller.ts";
import { memberPointerItem, membershipItem } from "../../../shared/access/items.ts";
import { aNotifiedRun, notificationIdOf, retentionDays } from "../notifications-world.ts";
import { createWorld, type World } from "../world.ts";

const path = "/api/notifications";
const list = async (world: World, as = "operator", query = "") => (await world.call({ path, as, query })).body;
const runIdsOf = ({ items }: { items: { runId: string }[] }) => items.map(({ runId }) => runId);

it("an ended run notifies only its initiator", async () => {
  const world = await createWorld();
  const run = await aNotifiedRun(world);

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
  for (const as of ["owner", "readonly", "outsider", "platform", "stranger"]) {
    expect(await list(world, as)).toMatchObject({ items: [], unread: { value: 0 } });
  }
});

it("the notification list finds a caller whose subject exceeds the stored length", async () => {
  const world = await createWorld();
  const as = `auth0|${"a".repeat(100)}`;
  await world.put(membershipItem("acme", as, { role: "owner", environments: "all" }));
  await world.put(memberPointerItem("acme", as));
  const run = await aNotifiedRun(world, { initiator: initiatorOf({ sub: as, name: as }).id });

  expect(runIdsOf(await list(world, as))).toEqual([run.id]);
});

it("the notification list shows the stale lineage of a run closed as stale", async () => {
  const world = await createWorld();
  const run = await aNotifiedRun(
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

  const [item] = (await list(world)).items;

  expect(item).toMatchObject({
    outcome: "failed",
    headline: detail.body.headline,
    state: detail.body.state,
    staleLineageNote: detail.body.decisionZone.staleLineageNote,
  });
  expect(item.staleLineageNote).not.toBeNull();
  expect(item.state.tone).not.toBe("success");
});

it("the notification list omits and does not count notifications of hidden environments", async () => {
  const world = await createWorld();
  const prod = await aNotifiedRun(world);
  const lab = await aNotifiedRun(world, { environmentId: "acme-lab" });
  expect(runIdsOf(await list(world))).toEqual([lab.id, prod.id]);

  await world.put(membershipItem("acme", "operator", { role: "operator", environments: ["acme-lab"] }));
  const partly = await list(world);
  expect(runIdsOf(partly)).toEqual([lab.id]);
  expect(partly.unread).toEqual({ value: 1, capped: false });

  const removedAt = world.clock.now().toISOString();
  await world.put(membershipItem("acme", "operator", { role: "operator", environments: "all", removedAt }));
  expect(await list(world)).toMatchObject({ items: [], unread: { value: 0, capped: false } });
});

it("the notification list returns every notification exactly once, newest first", async () => {
  const world = await createWorld();
  const notified: string[] = [];
  for (let at = 0; at < 5; at++) {
    const environmentId = at % 2 === 0 ? "acme-lab" : "acme-prod";
    const run = await aNotifiedRun(world, { initiator: "lab-operator", environmentId });
    if (environmentId === "acme-lab") notified.unshift(run.id);
  }

  const first = await list(world, "lab-operator", "limit=2");
  const second = await list(world, "lab-operator", `limit=2&cursor=${first.nextCursor}`);

  expect([...runIdsOf(first), ...runIdsOf(second)]).toEqual(notified);
  expect(second.nextCursor).toBeNull();
  expect(second.unread).toEqual({ value: 3, capped: false });
});

it("the unread count is capped when more may exist", async () => {
  const world = await createWorld();
  const run = await aNotifiedRun(world);
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

it("a notification expires exactly after the configured retention", async () => {
  const world = await createWorld();
  const run = await aNotifiedRun(world);

  world.clock.advance(retentionDays * 86_400 - 1);
  expect(runIdsOf(await list(world))).toEqual([run.id]);
  world.clock.advance(1);
  expect(await list(world)).toMatchObject({ items: [], unread: { value: 0 } });
});

it("the notification list makes the same store calls for one and a hundred notifications", async () => {
  const world = await createWorld();
  const calls: number[] = [];
  for (const count of [1, 99]) {
    for (let at = 0; at < count; at++) await aNotifiedRun(world);
    world.storeCalls.length = 0;
    await world.call({ path, query: "limit=100", headers: { "accept-language": "de" } });
    calls.push(world.storeCalls.length);
  }

  expect(calls[1]).toBe(calls[0]);
});
