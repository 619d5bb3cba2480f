import { GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { workspaceKey } from "../../../shared/ledger/keys.ts";
import { createSchedulesWorld, nightly, nightlyEdit } from "./schedules-world.ts";

const rule = { name: "Problems", causes: ["failed"], environments: "all", afterSeconds: 0, channelIds: [] };
const channel = {
  name: "Night shift",
  kind: "webhook",
  url: "https://hooks.example.org/alerts",
  secretName: "runtruth/test/acme/_channels/night",
};
const promise = { name: "Daily backup", proof: "backup", withinSeconds: 86_400, environments: "all" };

it.each([
  { kind: "alert-rules", prefix: "ALERTRULE#", made: rule, edit: { ...rule, rev: 1, afterSeconds: 300 } },
  { kind: "channels", prefix: "CHANNEL#", made: channel, edit: { ...channel, rev: 1, name: "Day shift" } },
  { kind: "promises", prefix: "PROMISE#", made: promise, edit: { ...promise, rev: 1, withinSeconds: 43_200 } },
  { kind: "schedules", prefix: "SCHEDULE#", made: nightly, edit: { ...nightlyEdit, name: "Weekly sync" } },
])("an edit keeps what a newer release stored: $kind", async ({ kind, prefix, made, edit }) => {
  const world = await createSchedulesWorld();
  const path = `/api/workspaces/acme/${kind}`;
  const { id } = (await world.call({ method: "POST", path, as: "manager", body: made })).body;
  const place = { TableName: world.tableName, Key: workspaceKey("acme", `${prefix}${id}`) };
  const newer = { escalation: { afterSeconds: 60 } };
  await world.client.send(
    new UpdateCommand({
      ...place,
      UpdateExpression: "SET #record.#newer = :newer",
      ExpressionAttributeNames: { "#record": "record", "#newer": "newer" },
      ExpressionAttributeValues: { ":newer": newer },
    }),
  );
  world.clock.advance(1);

  const changed = await world.call({ method: "PUT", path: `${path}/${id}`, as: "manager", body: edit });

  expect(changed).toMatchObject({ status: 200, body: { ...edit, rev: 2 } });
  const { Item } = await world.client.send(new GetCommand(place));
  expect(Item).toMatchObject({ record: { newer, name: edit.name, rev: 2 } });
});

it("a resumed schedule is not stored as paused", async () => {
  const world = await createSchedulesWorld();
  const { id } = (await world.create()).body;
  expect((await world.post(`/${id}/pause`, { note: "Moved." })).body.paused).toBeTruthy();
  expect((await world.post(`/${id}/resume`, { note: "It was moved." })).body.paused).toBeNull();

  const { Item } = await world.client.send(
    new GetCommand({ TableName: world.tableName, Key: workspaceKey("acme", `SCHEDULE#${id}`) }),
  );

  expect(Item?.record).not.toHaveProperty("paused");
});
