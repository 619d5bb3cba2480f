import { expect, it } from "vitest";
import { createWaveWorld } from "./wave-world.ts";

it("a wave stands for its targets in the folded list, except for failed ones", async () => {
  const world = await createWaveWorld(["a", "b", "c"]);
  const started = await world.startWave({ stop: { failuresMax: 9, failedPercentMax: 100 }, canary: 0, concurrency: 3 });
  const id: string = started.body.run.id;
  await world.deliver(id);
  const listed = async (query: string) =>
    (await world.call({ path: "/api/workspaces/acme/operations", query, as: "manager" })).body.items.map(
      (run: { id: string; environmentId: string | null }) => (run.id === id ? "wave" : run.environmentId),
    );
  const [one = "", two = "", three = ""] = world.environmentIds;
  expect(await listed("waves=folded")).toEqual(["wave"]);
  expect(await listed("waves=folded&tab=active")).toHaveLength(4);
  await world.end([one], { outcome: "failed", failures: [{ code: "provider_unreachable", message: "x" }] });
  await world.end([two]);

  expect(await listed("waves=folded")).toEqual([one, "wave"]);
  expect(await listed("")).toHaveLength(4);
  expect(await listed("waves=folded&tab=succeeded")).toEqual([two]);
  expect(await listed(`waves=folded&environmentId=${three}`)).toEqual([three]);
});
