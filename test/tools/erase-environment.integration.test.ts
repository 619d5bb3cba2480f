import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { expect, it } from "vitest";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { type Erasure, eraseEnvironment } from "../../tools/erase-environment.ts";
import { exportedItems, itemsOfEnvironment } from "../../tools/workspace-items.ts";
import { aNotifiedRun } from "../functions/notifications-world.ts";
import { connection, createWorld, type World } from "../functions/world.ts";
import { createAttackWorld } from "../security/attack-world.ts";
import { storeBulkAction } from "../security/stored-content.ts";
import { createEngineTable } from "../support/table.ts";

const scope = { workspaceId: "acme", environmentId: "acme-lab" };

async function everything(world: World) {
  const { Items = [] } = await world.client.send(new ScanCommand({ TableName: world.tableName }));
  return exportedItems(Items.map((item) => `${JSON.stringify({ Item: marshall(item) })}\n`).join(""));
}
const textOf = ({ pk, sk }: { pk: string; sk: string }) => `${pk} ${sk}`;

/** Two environments with data; the lab is archived. */
async function aWorld(isArchived = true) {
  const world = await createWorld({ table: await createEngineTable() });
  for (const environmentId of ["acme-prod", "acme-lab"]) {
    for (const id of ["one", "two", "three"]) {
      await world.connections.put({ workspaceId: "acme", environmentId }, id, {
        ...connection,
        isDefault: id === "one",
      });
    }
    const proof = { runId: "check", asOf: world.clock.now().toISOString() };
    await createEnvironmentProofs(world).record("acme", environmentId, "check", proof);
    for (let at = 0; at < 10; at++) {
      const run = await aNotifiedRun(world, { environmentId, initiator: "owner" });
      if (at === 0) await storeBulkAction(world, run);
    }
  }
  if (isArchived) {
    const path = "/api/workspaces/acme/environments/acme-lab/archive";
    expect((await world.call({ method: "POST", path, as: "owner" })).status).toBe(200);
  }
  const items = await everything(world);
  const erase = (options: Partial<Erasure> = {}) => eraseEnvironment(world, { ...scope, items, ...options });
  return { world, items, erase };
}

it("environment erasure changes nothing until the name is confirmed", async () => {
  const { world, items, erase } = await aWorld();

  expect(await erase()).toMatchObject({ outcome: "planned", isConfirmed: false, name: "Acme lab", kinds: { REC: 4 } });
  expect(await erase({ confirmation: "acme lab" })).toMatchObject({ outcome: "planned", isConfirmed: true });
  expect(await everything(world)).toEqual(items);
});

it("environment erasure deletes the whole environment only and keeps the audit trail", async () => {
  const { world, items, erase } = await aWorld();
  const doomed = new Set(itemsOfEnvironment("acme", "acme-lab", items).map(textOf));

  expect(await erase({ confirmation: "Acme lab" })).toMatchObject({ outcome: "erased" });

  const left = (await everything(world)).map(textOf);
  expect(left.filter((key) => doomed.has(key) || key === "WS#acme ENV#acme-lab")).toEqual([]);
  expect(items.length - left.length).toBe(doomed.size + 1);
  expect(left.filter((key) => key.startsWith("WS#acme AUDIT#")).length).toBeGreaterThan(0);
  expect(left.some((key) => key.startsWith("REC#acme#acme-prod#"))).toBe(true);
  expect(left).toContain("PROOF#acme acme-prod");
  const remaining = (await everything(world)).filter(({ pk }) => !pk.startsWith("WS#acme"));
  expect(JSON.stringify(remaining)).not.toContain("acme-lab");
});

it("environment erasure covers every kind of record, except what the workspace owns", async () => {
  const stored = (await createAttackWorld()).items();
  const lines = stored.map((item) => JSON.stringify({ Item: marshall(item, { removeUndefinedValues: true }) }));
  const items = exportedItems(lines.join("\n"));
  const doomed = new Set(itemsOfEnvironment("acme", "acme-lab", items).map(textOf));

  const left = items.filter((item) => !doomed.has(textOf(item)) && JSON.stringify(item).includes("acme-lab"));

  const owned = ["ENV", "MEMBER", "PROMISE", "PROMISES", "ALERTRULE", "AUDIT", "BESIDE"];
  // A schedule over a selection belongs to the workspace; one of a single environment does not.
  const isOwned = ({ pk, sk, record }: (typeof items)[number]) =>
    pk === "WS#acme" &&
    (owned.includes(sk.split("#")[0] ?? "") || (sk.startsWith("SCHEDULE#") && record?.environmentId === null));
  expect(left.filter((item) => !isOwned(item))).toEqual([]);
  expect(doomed.size).toBeGreaterThan(40);
});

it("environment erasure resumes after an interruption and is idempotent when complete", async () => {
  const { world, erase } = await aWorld();
  let batches = 0;
  world.client.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName?.startsWith("BatchWrite") && ++batches === 2) throw new Error("killed");
      return next(args);
    },
    { step: "initialize", name: "kill" },
  );

  await expect(erase({ confirmation: "Acme lab" })).rejects.toThrow("killed");
  expect(await erase({ confirmation: "Acme lab" })).toMatchObject({ outcome: "erased" });
  expect(await erase({ confirmation: "Acme lab" })).toEqual({ outcome: "absent" });
  expect(itemsOfEnvironment("acme", "acme-lab", await everything(world))).toEqual([]);
});

it("environment erasure refuses an environment that is active or has unfinished runs", async () => {
  const living = await aWorld(false);
  expect(await living.erase({ confirmation: "Acme lab" })).toEqual({ outcome: "refused", reason: "not_archived" });

  const { world, erase } = await aWorld();
  await world.aRun({ environmentId: "acme-lab" });
  const items = await everything(world);
  expect(await erase({ items, confirmation: "Acme lab" })).toEqual({ outcome: "refused", reason: "runs_active" });
});

it("environment can be created again after its erasure, unarchived", async () => {
  const { world, erase } = await aWorld();
  await erase({ confirmation: "Acme lab" });

  const path = "/api/workspaces/acme/environments/acme-lab";
  const made = await world.call({ method: "PUT", path, as: "owner", body: { name: "Lab" } });

  expect(made.body).toEqual({ id: "acme-lab", name: "Lab", isArchived: false, approval: null });
});
