import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { recordKey } from "../../shared/ledger/keys.ts";
import { connection } from "../functions/world.ts";
import { createWaveWorld } from "./wave-world.ts";

it("a wave goes on beside a target whose preparation fails, and starts it later", async () => {
  const world = await createWaveWorld(["a", "b"]);
  const place = recordKey("acme", "t-a", "provider-connections", "default");
  await world.put({ ...place, record: { id: "unreadable" } });
  const answer = await world.startWave({ canary: 0, concurrency: 2, stop: { failuresMax: 10, failedPercentMax: 100 } });
  const id: string = answer.body.run.id;
  await world.deliver(id);
  expect([world.started(), world.unstartable]).toEqual([["t-b"], ["t-a"]]);

  await world.client.send(new DeleteCommand({ TableName: world.tableName, Key: place }));
  await world.connections.put({ workspaceId: "acme", environmentId: "t-a" }, "default", connection);
  await world.end(["t-b"]);
  await world.step(id);
  expect(world.started()).toEqual(["t-b", "t-a"]);
});

it("a start of a wave names each selected environment that is absent", async () => {
  const world = await createWaveWorld(["a"]);
  const environmentIds = ["nowhere", "t-a", "lost"];

  expect(await world.startWave({ targets: { environmentIds } })).toMatchObject({
    status: 404,
    body: { detail: "Not found, or you do not have access to: nowhere, lost." },
  });
});
