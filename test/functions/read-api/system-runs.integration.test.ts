import { expect, it } from "vitest";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const path = "/api/system/operations";
const list = async (world: World, query = "") => (await world.call({ path, query, as: "platform" })).body.items;

it("platform lists name workspaces and find runs by their words", async () => {
  const world = await createInProcessWorld();
  const sync = await world.aRun({ type: "policy.sync", environmentId: "acme-prod" });
  const check = await world.aRun({ type: "provider.connection.check", environmentId: "acme-lab" });
  const foreign = await world.aRun({ workspaceId: "globex", environmentId: "globex-prod", initiator: "outsider" });

  expect((await list(world)).map(({ workspaceName }: { workspaceName: string }) => workspaceName).toSorted()).toEqual([
    "Acme",
    "Acme",
    "Globex",
  ]);
  const idsOf = async (text: string) =>
    (await list(world, `text=${encodeURIComponent(text)}`)).map(({ id }: { id: string }) => id).toSorted();
  expect(await idsOf("globex")).toEqual([foreign.id]);
  expect(await idsOf("ACME connection")).toEqual([check.id]);
  expect(await idsOf("acme-prod policy sync")).toEqual([sync.id]);
  expect(await idsOf(check.id)).toEqual([check.id]);
  expect(await idsOf("no such words")).toEqual([]);
  expect((await world.call({ path: `${path}/${foreign.id}`, as: "platform" })).body.workspaceName).toBe("Globex");
});
