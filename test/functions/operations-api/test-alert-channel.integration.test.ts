import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { createDelivery } from "../../../shared/dispatch/deliver.ts";
import { createStarter } from "../../../shared/dispatch/start-run.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { deliveryOf } from "../../../shared/operations/alerts/alerts.deliver.start.ts";
import { alertsDeliver } from "../../../shared/operations/alerts/alerts.deliver.ts";
import { systemInitiator } from "../../../shared/run/run.ts";
import { storeAlerts } from "../../security/stored-content.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import type { World } from "../world.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const channels = "/api/workspaces/acme/channels";
const testOf = (world: World, channel: string, as = "manager", headers: Record<string, string> = {}) =>
  world.call({ method: "POST", path: `${channels}/${channel}/test`, as, headers });
const deliveriesOf = async (world: World, channel: string, query = "", as = "readonly") =>
  world.call({ path: `${channels}/${channel}/deliveries`, query, as });

it("a test message to a channel is listed as a delivery of its sender", async () => {
  const world = await createInProcessWorld();
  const { channel } = await storeAlerts(world, scope);

  const started = await testOf(world, channel);

  expect(started).toMatchObject({ status: 202, body: { result: "queued", run: { type: "alerts.deliver" } } });
  const { id } = started.body.run;
  const { body } = await deliveriesOf(world, channel);
  expect(body).toMatchObject({
    items: [{ isTest: true, run: { id, initiator: { id: "manager" }, status: "queued" }, attempts: [] }],
    appliedFilters: { channel },
    nextCursor: null,
    polling: { intervalSeconds: 10 },
  });
  expect(await testOf(world, channel)).toMatchObject({ status: 200, body: { result: "already_running", run: { id } } });
});

it("a repeated test with the key of an ended one starts nothing", async () => {
  const world = await createInProcessWorld();
  const { channel } = await storeAlerts(world, scope);
  const first = await testOf(world, channel, "manager", { "idempotency-key": "once" });
  await endDelivery(world, first.body.run.id);

  const again = await testOf(world, channel, "manager", { "idempotency-key": "once" });

  expect(again).toMatchObject({ status: 200, body: { result: "replayed", run: { id: first.body.run.id } } });
});

it("a test waits for a delivery that sends no test message", async () => {
  const world = await createInProcessWorld();
  const { channel } = await storeAlerts(world, scope);
  const active = await aDelivery(world, channel);

  expect(await testOf(world, channel)).toMatchObject({ status: 409, body: { code: "line_busy", run: { id: active } } });
});

it("a list of deliveries has pages and one channel only", async () => {
  const world = await createInProcessWorld();
  const { channel } = await storeAlerts(world, scope);
  const { channel: other } = await storeAlerts(world, { ...scope, environmentId: "acme-lab" });
  await testOf(world, other);
  const ids: string[] = [];
  for (let round = 0; round < 3; round++) {
    const { body } = await testOf(world, channel);
    ids.unshift(body.run.id);
    world.clock.advance(1);
    await endDelivery(world, body.run.id);
  }

  const first = (await deliveriesOf(world, channel, "limit=2")).body;
  const second = (await deliveriesOf(world, channel, `limit=2&cursor=${first.nextCursor}`)).body;

  const idsOf = ({ items }: { items: { run: { id: string } }[] }) => items.map(({ run }) => run.id);
  expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
  expect([idsOf(first).length, second.nextCursor]).toEqual([2, null]);
});

it("a member of some environments neither tests a channel nor reads its deliveries", async () => {
  const world = await createInProcessWorld();
  const { channel } = await storeAlerts(world, scope);

  expect(await deliveriesOf(world, channel, "", "lab-operator")).toMatchObject({ status: 403 });
  expect(await testOf(world, channel, "operator")).toMatchObject({ status: 403, body: { code: "capability_missing" } });
});

it("a channel of a newer version is not tested", async () => {
  const world = await createInProcessWorld();
  const { channel } = await storeAlerts(world, scope);
  await world.client.send(
    new UpdateCommand({
      TableName: world.tableName,
      Key: { pk: "WS#acme", sk: `CHANNEL#${channel}` },
      UpdateExpression: "SET #record.kind = :kind",
      ExpressionAttributeNames: { "#record": "record" },
      ExpressionAttributeValues: { ":kind": "pager" },
    }),
  );

  expect(await testOf(world, channel)).toMatchObject({ status: 409, body: { code: "action_not_available" } });
});

/** A delivery as an evaluation starts it. */
async function aDelivery({ runService, clock }: World, channelId: string): Promise<string> {
  const delivery = createDelivery({ runService, clock, send: async () => ({ kind: "sent", queueJobId: "message" }) });
  const started = await createStarter({ runService, delivery })({
    ...{ operation: alertsDeliver, lifecycle: alertsDeliver.lifecycle, initiator: systemInitiator },
    ...{ scope: { workspaceId: "acme", environmentId: null }, prepared: deliveryOf({ channelId }) },
  });
  return "run" in started ? started.run.id : started.runId;
}

async function endDelivery(world: World, id: string): Promise<void> {
  const { runService } = world;
  const run = await createRunQueries(world).getRun(id);
  if (run === undefined) throw new Error(`there is no run ${id}`);
  await runService.finish(run, { outcome: "succeeded", source: "worker" }, "observed");
}
