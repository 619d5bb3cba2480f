import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { runKey, wavePlaceKey } from "../../shared/ledger/keys.ts";
import { createWorld, type World } from "../functions/world.ts";
import { storeWave } from "../security/stored-content.ts";

type Key = Readonly<Record<string, string>>;
const storedNames = z.looseObject({ targets: z.tuple([z.looseObject({ runId: z.string() })]) });
const stop = { reason: "aborted", at: "2026-03-02T08:59:00.000Z", by: "operator", plane: "platform" };

let world: World;
let wave: string;
let names: z.infer<typeof storedNames>;
let keys: Readonly<Record<"names" | "stop" | "target", Key>>;
/** A wave that was stopped after it had named a target, which got a code instead of a run. */
beforeAll(async () => {
  world = await createWorld();
  wave = await storeWave(world, { workspaceId: "acme", environmentId: "acme-prod" });
  names = storedNames.parse(await itemOf(wavePlaceKey(wave, 0)));
  keys = { names: wavePlaceKey(wave, 0), stop: wavePlaceKey(wave, 1), target: runKey(names.targets[0].runId) };
  await world.put({ ...keys.stop, stop });
});

async function itemOf(key: Key): Promise<Record<string, unknown>> {
  return (await world.client.send(new GetCommand({ TableName: world.tableName, Key: key }))).Item ?? {};
}

const later = { addedLater: { a: [1] } };
it.each<[string, "names" | "stop" | "target", () => object]>([
  ["a reason of its stop", "stop", () => ({ stop: { ...stop, reason: "of_a_newer_release" } })],
  ["a plane of its stop", "stop", () => ({ stop: { ...stop, plane: "of_a_newer_release" } })],
  ["more in its stop", "stop", () => ({ stop: { ...stop, ...later } })],
  ["more in a place of its log", "names", () => later],
  ["more in a named target", "names", () => ({ targets: [{ ...names.targets[0], ...later }] })],
  ["a place that names nothing", "stop", () => ({ stop: undefined, ...later })],
  ["a code of a target", "target", () => ({ notStarted: "of_a_newer_release" })],
])("a wave and its target are shown with %s of a newer release", async (_what, item, change) => {
  const before = await itemOf(keys[item]);
  await world.put({ ...before, ...change() });

  const targets = await world.call({ path: `/api/workspaces/acme/waves/${wave}/targets`, as: "owner" });
  const run = await world.call({ path: `/api/workspaces/acme/operations/${wave}`, as: "owner" });

  await world.put(before);
  const [place] = names.targets;
  expect(targets).toMatchObject({
    status: 200,
    body: { items: [{ environmentId: place.environmentId, state: "not_started" }, { state: "left_out" }] },
  });
  expect(run).toMatchObject({ status: 200, body: { type: "operations.wave" } });
});
