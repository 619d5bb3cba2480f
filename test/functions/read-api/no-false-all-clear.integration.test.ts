import { expect, it } from "vitest";
import { sumOf } from "../../../bench/meter.ts";
import { createReader } from "../../../bench/read-models.ts";
import { membershipItem } from "../../../shared/access/items.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";
import { everyRow, hub } from "./read-all-pages.ts";
import { type Life, writeHistory } from "./run-histories.ts";

const workspace = "/api/workspaces/acme";

const times = (count: number, life: (at: number) => Life): Life[] => Array.from({ length: count }, (_, at) => life(at));
const queued = (at: number): Life => ({ environmentId: "acme-prod", state: "queued", age: 1 + at / 100 });
const failedRestore: Life = { environmentId: "acme-lab", type: "restore.execute", state: "failed", age: 5000 };

async function surfacesOf(world: World, as = "owner") {
  const read = async (path: string) => (await world.call({ path, as })).body;
  return {
    overview: await read(`${workspace}/overview`),
    summary: await read(`${hub}/summary`),
    inbox: await read(`${workspace}/inbox`),
    dashboard: await read(`${workspace}/environments/acme-lab/dashboard`),
    activity: await read(`${hub}/activity`),
  };
}

it("every surface shows an old problem behind 1,200 newer active runs", async () => {
  const world = await createInProcessWorld();
  const [problem] = await writeHistory(world, [failedRestore, ...times(1200, queued)]);

  const { overview, summary, inbox, dashboard, activity } = await surfacesOf(world);

  expect(overview).toMatchObject({ state: { tone: "danger" }, headline: "1 open issue.", unread: null });
  expect(overview.environments[0]).toMatchObject({ id: "acme-lab", state: { tone: "danger" }, followUp: { value: 1 } });
  expect(dashboard).toMatchObject({ headline: "1 open issue.", attention: [{ id: problem }] });
  expect(summary).toMatchObject({ calm: null, decision: { run: { id: problem } }, stats: { active: { value: 1200 } } });
  expect(inbox).toMatchObject({
    calm: null,
    total: { value: 1, capped: false },
    groups: [{ items: [{ id: problem }] }],
  });
  expect(activity.active).toMatchObject({ value: 1200, capped: false });
  expect(await everyRow(world, { tab: "needs_attention" })).toMatchObject([{ id: problem }]);
});

it("the inbox shows every cause and counts what it does not list", async () => {
  const world = await createInProcessWorld();
  const restores = times(130, (at) => ({ ...failedRestore, age: 5000 + at }));
  await writeHistory(world, [...restores, { environmentId: "acme-prod", state: "queued", age: 4000 }]);

  const { inbox } = await surfacesOf(world);

  expect(inbox.total).toMatchObject({ value: 131, capped: false });
  expect(inbox.groups).toMatchObject([
    { cause: "manual_review", count: { value: 130, capped: false, list: { cause: "manual_review" } } },
    { cause: "stale_queued", count: { value: 1 } },
  ]);
  expect(inbox.groups[0].items).toHaveLength(25);
  for (const { count } of inbox.groups) expect(await everyRow(world, count.list)).toHaveLength(count.value);
});

it("repeated failures of the same work are one issue with a count", async () => {
  const world = await createInProcessWorld();
  const failed = (at: number): Life => ({ environmentId: "acme-prod", state: "failed", age: 1000 + at * 60 });
  const ids = await writeHistory(world, [...times(40, failed), { ...failed(0), work: "other" }]);

  const { overview, summary, inbox } = await surfacesOf(world);

  expect(overview).toMatchObject({
    headline: "2 open issues, 1 cause.",
    followUp: { value: 2 },
    followUpRuns: { value: 41 },
    causes: { value: 1 },
  });
  expect(summary.counts.needs_attention.value).toBe(2);
  expect(inbox.groups[0].items.map((item: { id: string; issue: unknown }) => [item.id, item.issue])).toMatchObject([
    [ids[0], { runs: { value: 40, capped: false } }],
    [ids[40], { runs: { value: 1, capped: false } }],
  ]);
  expect(await everyRow(world, { tab: "needs_attention" })).toHaveLength(2);
});

it("acknowledging the newest repeat closes the issue and no other", async () => {
  const world = await createInProcessWorld();
  const failed = (at: number): Life => ({ environmentId: "acme-prod", state: "failed", age: 1000 + at * 60 });
  const [newest, , , other] = await writeHistory(world, [...times(3, failed), { ...failed(0), work: "other" }]);

  const { status } = await world.call({
    method: "POST",
    path: `${hub}/${newest}/actions`,
    as: "owner",
    body: { action: "acknowledge", note: "The provider was down." },
  });

  expect(status).toBe(200);
  expect(await everyRow(world, { tab: "needs_attention" })).toMatchObject([{ id: other }]);
});

it("no surface reports all clear for active runs it did not check", async () => {
  const world = await createInProcessWorld();
  await writeHistory(
    world,
    times(12_000, (at) => ({
      environmentId: at < 6000 ? "acme-lab" : "acme-prod",
      state: "queued",
      age: 1 + at / 100,
    })),
  );

  const { summary, overview } = await surfacesOf(world);

  expect(overview).toMatchObject({ active: { value: 12_000, capped: false }, state: { tone: "info" }, unread: null });
  expect(summary).toMatchObject({
    calm: null,
    decision: null,
    unread: expect.stringMatching(/^More than [\d,]+ runs are active\./),
    counts: { active: { capped: true }, needs_attention: { value: 0, capped: true } },
  });
});

it.each([0, 2000])("a summary costs at most 60 read units with %i ended runs", async (ended) => {
  const history = times(ended, (at) => ({
    environmentId: "acme-prod",
    state: at % 2 === 0 ? "succeeded" : "blocked",
    age: 100_000 + at,
    retired: true,
    work: `${at}`,
  }));
  for (const [active, age] of [
    [100, 1],
    [100, 5000],
    [2000, 1],
    [12_000, 1],
    [12_000, 5000],
  ] as const) {
    const world = await createInProcessWorld();
    await writeHistory(world, [
      ...times(active, (at) => ({ ...queued(at), age: age + at / 100 })),
      ...history,
      failedRestore,
    ]);
    await world.put(membershipItem("acme", "some", { role: "owner", environments: ["acme-prod", "acme-lab"] }));
    const read = createReader(world, world.clock);

    const { billed } = await read({ path: `${hub}/summary` }, "");

    expect(sumOf(billed, "read"), `${active} active`).toBeLessThanOrEqual(60);
    expect(billed.length, `${active} active`).toBeLessThanOrEqual(12);
  }
});
