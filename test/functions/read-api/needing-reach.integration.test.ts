import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { sumOf } from "../../../bench/meter.ts";
import { createReader } from "../../../bench/read-models.ts";
import { environmentItem } from "../../../shared/access/items.ts";
import { createEnvironmentProofs } from "../../../shared/records/environment-proofs.ts";
import { createPromises } from "../../../shared/records/promises.ts";
import { createSchedules } from "../../../shared/records/schedules.ts";
import { aSchedule } from "../../schedules/slot-world.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";
import { hub } from "./read-all-pages.ts";
import { writeHistory } from "./run-histories.ts";

const workspace = "/api/workspaces/acme";

/** Stores schedules that the platform paused after failures. */
async function storePaused(world: World, environmentId: string, count: number): Promise<void> {
  const schedules = createSchedules(world);
  for (let at = 0; at < count; at++) {
    const id = `01PAUSED${environmentId.slice(-3).toUpperCase()}${String(at).padStart(15, "0")}`;
    const paused = { at: "2026-03-02T08:00:00.000Z" };
    const part = schedules.createPart({ ...aSchedule({ id, environmentId }), paused }, undefined);
    if ("item" in part) await world.client.send(new PutCommand({ TableName: world.tableName, Item: part.item }));
  }
}

/** Stores twenty promises of all environments that are kept in each of them, for a number of environments. */
async function storeKept(world: World, environments: number): Promise<void> {
  const now = world.clock.now().toISOString();
  const proofs = createEnvironmentProofs(world);
  for (let at = 0; at < environments; at++) {
    const id = ["acme-prod", "acme-lab"][at] ?? `env-${at}`;
    await world.put(environmentItem("acme", id, { name: id }));
    for (const kind of ["sync", "backup"] as const) await proofs.record("acme", id, kind, { runId: id, asOf: now });
  }
  const changed = { ownerId: "owner", changedBy: { id: "owner", name: "Owner" }, changedAt: now };
  for (let at = 0; at < 20; at++) {
    const proof = at % 2 === 0 ? ("sync" as const) : ("backup" as const);
    const fields = { proof, withinSeconds: 86_400, environments: "all" as const, effectiveFrom: now, ...changed };
    const item = { pk: "BESIDE", sk: `${at}` };
    await createPromises(world).create("acme", `p-${at}`, { name: `P ${at}`, ...fields }, () => ({ item }));
  }
}

it("failing schedules of archived environments leave every page whole and calm", async () => {
  const world = await createInProcessWorld();
  await storePaused(world, "acme-lab", 101);
  const archive = { method: "POST" as const, path: `${workspace}/environments/acme-lab/archive`, as: "owner" };
  expect((await world.call(archive)).status).toBe(200);
  const read = async (path: string) => (await world.call({ path, as: "owner" })).body;

  expect(await read(`${workspace}/overview`)).toMatchObject({ unread: null, schedules: null });
  expect((await read(`${workspace}/inbox`)).calm).not.toBeNull();
  expect((await read(`${hub}/summary`)).calm).not.toBeNull();
});

it.each([
  ["calm, with promises of 100 environments", 100, 0],
  ["with 500 failing schedules", 2, 500],
])("a summary %s costs at most 60 read units", async (_, environments, failing) => {
  const world = await createInProcessWorld();
  const ended = (at: number) => ({ environmentId: "acme-prod", age: 100_000 + at, retired: true, work: `${at}` });
  await writeHistory(
    world,
    Array.from({ length: 400 }, (__, at) => ({ ...ended(at), state: "succeeded" as const })),
  );
  await storeKept(world, environments);
  await storePaused(world, "acme-lab", failing);

  const { billed, body } = await createReader(world, world.clock)({ path: `${hub}/summary` }, "");

  expect(JSON.parse(body).calm === null).toBe(failing > 0);
  expect(sumOf(billed, "read")).toBeLessThanOrEqual(60);
});

it("the summary of an environment depends on its own promises only", async () => {
  const world = await createInProcessWorld();
  const past = "2026-01-01T00:00:00.000Z";
  const changed = { ownerId: "owner", changedBy: { id: "owner", name: "Owner" }, changedAt: past };
  const fields = { proof: "backup" as const, withinSeconds: 60, environments: ["acme-lab"], effectiveFrom: past };
  const item = { pk: "BESIDE", sk: "#" };
  await createPromises(world).create("acme", "p", { name: "P", ...fields, ...changed }, () => ({ item }));
  const calmOf = async (id: string) =>
    (await world.call({ path: `${hub}/summary`, query: `environmentId=${id}`, as: "owner" })).body.calm;

  expect([(await calmOf("acme-lab")) === null, (await calmOf("acme-prod")) === null]).toEqual([true, false]);
});
