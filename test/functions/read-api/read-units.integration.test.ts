import { mkdirSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { meter, sumOf } from "../../../bench/meter.ts";
import { createReader } from "../../../bench/read-models.ts";
import { environmentItem, membershipItem } from "../../../shared/access/items.ts";
import { openTabs } from "../../../shared/derived/tabs.ts";
import { createOpenLists } from "../../../shared/ledger/open-lists.ts";
import { tabs } from "../../../shared/run/verdicts.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";
import { type Life, writeHistory } from "./run-histories.ts";

const hub = "/api/workspaces/acme/operations";
const dashboard = "/api/workspaces/acme/environments/env-00/dashboard";
const overview = "/api/workspaces/acme/overview";
const inbox = "/api/workspaces/acme/inbox";

interface Cost {
  readonly calls: number;
  readonly readUnits: number;
}

/** The cost of one request, as reported by the table. */
function meterOf(world: World) {
  const read = createReader(world, world.clock);
  return async (path: string, query = ""): Promise<Cost> => {
    const { billed } = await read({ path, query }, "");
    return { calls: billed.length, readUnits: sumOf(billed, "read") };
  };
}

/** The newest hundred runs are the same in all workspaces here: 3 problems, 2 of them superseded, and 4 active runs. */
function lifeAt(at: number): Life {
  const place = at % 4 === 0 ? 0 : 1 + (at % 19);
  const base = { environmentId: `env-${String(place).padStart(2, "0")}`, age: 60 + at * 600 };
  const inHundred = at % 100;
  if (at < 4) return { ...base, state: "running" };
  if (inHundred === 40) return { ...base, state: "failed", retired: true };
  if (inHundred === 60) return { ...base, state: "blocked", retired: true };
  if (inHundred === 80)
    return at < 100
      ? { ...base, state: "partially_succeeded", type: "restore.execute" }
      : { ...base, state: "partially_succeeded", retired: true };
  return { ...base, state: "succeeded" };
}

async function aWorkspaceOf(runs: number): Promise<World> {
  const world = await createInProcessWorld();
  for (let at = 0; at < 20; at += 1) {
    const id = `env-${String(at).padStart(2, "0")}`;
    await world.put(environmentItem("acme", id, { name: id }));
  }
  await writeHistory(
    world,
    Array.from({ length: runs }, (_, at) => lifeAt(at)),
  );
  return world;
}

const surfaces = [
  ...tabs.map((tab) => ({ name: `list: ${tab}`, path: hub, query: `tab=${tab}&limit=25` })),
  { name: "list: one environment", path: hub, query: "environmentId=env-00&limit=20" },
  { name: "activity", path: `${hub}/activity`, query: "" },
  { name: "overview", path: overview, query: "" },
  { name: "dashboard", path: dashboard, query: "" },
  { name: "inbox", path: inbox, query: "" },
];

it("a page costs the same calls and units with 100 and 2,000 runs", async () => {
  const costs: Record<string, Record<number, Cost>> = {};
  for (const runs of [100, 1000, 2000]) {
    const costOf = meterOf(await aWorkspaceOf(runs));
    for (const { name, path, query } of surfaces) costs[name] = { ...costs[name], [runs]: await costOf(path, query) };
    costs.summary = { ...costs.summary, [runs]: await costOf(`${hub}/summary`) };
  }
  mkdirSync("reports", { recursive: true });
  writeFileSync("reports/read-units.json", `${JSON.stringify(costs, undefined, 2)}\n`);

  for (const { name } of surfaces) expect(costs[name]?.[2000], name).toEqual(costs[name]?.[100]);
  // Its history counts cover only the runs within its budget of sixty units.
  expect(costs.summary?.[2000]).toEqual(costs.summary?.[1000]);
});

it("a page makes at most twelve calls, equal for 1, 50 and 100 rows", async () => {
  const calls = new Map<string, number[]>();
  const note = (name: string, cost: Cost) => calls.set(name, [...(calls.get(name) ?? []), cost.calls]);
  for (const rows of [1, 50, 100]) {
    const world = await createInProcessWorld();
    await writeHistory(
      world,
      Array.from({ length: rows }, (_, at) => ({ environmentId: "acme-prod", state: "failed", age: 600 + at })),
    );
    const costOf = meterOf(world);
    for (const tab of ["all", "failed", "needs_attention"]) {
      note(`list: ${tab}`, await costOf(hub, `tab=${tab}&limit=${rows}`));
    }
    for (const path of [`${hub}/summary`, overview, dashboard.replace("env-00", "acme-prod"), inbox]) {
      note(path, await costOf(path));
    }
  }

  // acme-lab has no open work, so the overview reads its runs and connections.
  for (const [name, [one = 0, ...more]] of calls) {
    expect(more, name).toEqual([one, one]);
    expect(one, name).toBeLessThanOrEqual(name === overview ? 12 + 2 : 12);
  }
});

it("a restricted member's page queries open work once and history per environment", async () => {
  const calls: Record<string, number[]> = {};
  for (const count of [1, 5, 20]) {
    const world = await createInProcessWorld();
    const environments = Array.from({ length: count }, (_, at) => `env-${String(at).padStart(2, "0")}`);
    await world.put(membershipItem("acme", "someone", { role: "owner", environments }));
    await writeHistory(
      world,
      Array.from({ length: 40 }, (_, at) => ({
        environmentId: environments[at % count] ?? "",
        state: at < 20 ? ("failed" as const) : ("queued" as const),
        age: 60 + at,
      })),
    );
    const read = createReader(world, world.clock);
    for (const tab of tabs) {
      const { billed } = await read({ path: hub, query: `tab=${tab}&limit=25`, as: "someone" }, "");
      calls[tab] = [...(calls[tab] ?? []), billed.length];
    }
  }

  for (const tab of openTabs) for (const of of calls[tab] ?? []) expect(of, tab).toBeLessThanOrEqual(9);
  for (const tab of tabs.filter((one) => !openTabs.has(one))) {
    const [one = 0, five = 0, twenty = 0] = calls[tab] ?? [];
    expect(one, tab).toBeLessThanOrEqual(6);
    expect([five - one, twenty - one], tab).toEqual([4, 19]);
  }
});

it("a member of twenty environments reads at most three times the units", async () => {
  const world = await aWorkspaceOf(1200);
  const environments = Array.from({ length: 20 }, (_, at) => `env-${String(at).padStart(2, "0")}`);
  await world.put(membershipItem("acme", "someone", { role: "owner", environments }));
  const read = createReader(world, world.clock);

  for (const path of [`${hub}/metrics`, overview, inbox, `${hub}/summary`]) {
    const all = await read({ path }, "");
    const some = await read({ path, as: "someone" }, "");

    expect(sumOf(some.billed, "read"), path).toBeLessThanOrEqual(3 * sumOf(all.billed, "read"));
    // Each environment's history is read once, not once for every part of the answer.
    expect(some.billed.length, path).toBeLessThanOrEqual(all.billed.length + 2 * environments.length);
  }
});

it("a member of twenty environments reads a long list of open work once", async () => {
  const world = await createInProcessWorld();
  const environments = Array.from({ length: 20 }, (_, at) => `env-${String(at).padStart(2, "0")}`);
  await world.put(membershipItem("acme", "someone", { role: "owner", environments }));
  await writeHistory(
    world,
    Array.from({ length: 1400 }, (_, at) => ({
      environmentId: environments[at % 20] ?? "",
      state: at < 700 ? ("failed" as const) : ("queued" as const),
      age: 60 + (at % 60),
    })),
  );
  const { client, take } = meter(world.client);
  const { findOpen } = createOpenLists({ client, tableName: world.tableName });

  const all = await findOpen("acme", "all", "P");
  take();
  const own = await findOpen("acme", environments, "P");
  const calls = take().length;
  const summary = await createReader(world, world.clock)({ path: `${hub}/summary`, as: "someone" }, "");

  expect(own.entries.map(({ id }) => id).toSorted()).toEqual(all.entries.map(({ id }) => id).toSorted());
  expect([own.entries.length, own.isWhole]).toEqual([700, true]);
  // The first query reads 540 of them; the environments that it read to their end are not queried again.
  expect(calls).toBeLessThanOrEqual(1 + 5);
  expect(sumOf(summary.billed, "read")).toBeLessThanOrEqual(60);
});

it("the overview of a restricted member shows ten recent runs", async () => {
  const world = await aWorkspaceOf(100);
  await world.put(membershipItem("acme", "someone", { role: "owner", environments: ["env-00", "env-01", "env-02"] }));
  const { body } = await createReader(world, world.clock)({ path: overview, as: "someone" }, "");

  expect(JSON.parse(body)).toHaveProperty("recent.length", 10);
});
