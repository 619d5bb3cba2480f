import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { expect, it } from "vitest";
import * as z from "zod";
import { createRunEvents } from "../../../functions/run-events/app.ts";
import { runKey } from "../../../shared/ledger/keys.ts";
import { createNotificationRecorder, createNotifications } from "../../../shared/records/notifications.ts";
import type { Run } from "../../../shared/run/run.ts";
import { inRole } from "../../support/permissions.ts";
import { anEndedRun, retentionDays } from "../notifications-world.ts";
import { createWorld, type World } from "../world.ts";

/** The stream record of a run that has just ended. */
async function recordOf({ client, tableName }: World, run: Run): Promise<DynamoDBRecord> {
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: runKey(run.id) }));
  const NewImage = z.record(z.string(), z.any()).parse(marshall(Item));
  return { eventName: "MODIFY", dynamodb: { SequenceNumber: run.id, NewImage } };
}

/** The stream function: it notifies the initiator, then runs the given later step. */
function followerIn(world: World, rest: () => Promise<void> = async () => {}) {
  const notifications = createNotificationRecorder({ ...world, retentionDays });
  return inRole(
    "RunEventsFollower",
    createRunEvents({
      ...world,
      async follow(run) {
        await notifications.record(run);
        await rest();
      },
      async park() {},
      onFailure() {},
    }),
  );
}

async function toldTo(world: World, userId: string): Promise<string[]> {
  const page = await createNotifications(world).list({ userId, isVisible: () => true, limit: 100 });
  return page.notifications.map(({ runId }) => runId);
}

it("notification step notifies once per end despite repeated or concurrent delivery", async () => {
  const world = await createWorld();
  const run = await anEndedRun(world);
  const record = await recordOf(world, run);
  const follower = followerIn(world);

  await Promise.all([follower({ Records: [record] }), follower({ Records: [record, record] })]);
  world.clock.advance(3600);
  await follower({ Records: [record] });

  expect(await toldTo(world, "operator")).toEqual([run.id]);
});

it("notification step notifies once per end when a later step fails", async () => {
  const world = await createWorld();
  const run = await anEndedRun(world);
  const record = await recordOf(world, run);
  let deaths = 0;
  const follower = followerIn(world, async () => {
    deaths += 1;
    if (deaths < 3) throw new Error("died");
  });

  expect(await follower({ Records: [record] })).toEqual({ batchItemFailures: [{ itemIdentifier: run.id }] });
  expect(await toldTo(world, "operator")).toEqual([run.id]);
  expect((await follower({ Records: [record] })).batchItemFailures).toHaveLength(1);
  expect(await follower({ Records: [record] })).toEqual({ batchItemFailures: [] });

  expect(await toldTo(world, "operator")).toEqual([run.id]);
});

it("notification step notifies of each of two ends in one millisecond", async () => {
  const world = await createWorld();
  const first = await anEndedRun(world);
  const second = { ...first, id: world.ids.next(world.clock.now()) };
  const notifications = createNotificationRecorder({ ...world, retentionDays });

  await notifications.record(first);
  await notifications.record(second);

  expect((await toldTo(world, "operator")).toSorted()).toEqual([first.id, second.id].toSorted());
});

it("notification step sends no notification for platform runs and active runs", async () => {
  const world = await createWorld();
  const run = await anEndedRun(world, { initiator: "system" });
  await followerIn(world)({ Records: [await recordOf(world, run)] });
  await createNotificationRecorder({ ...world, retentionDays }).record(await world.aRun());

  for (const user of ["system", "operator", "owner"]) expect(await toldTo(world, user)).toEqual([]);
});

it("a notification stores only ids and times of the run", async () => {
  const world = await createWorld();
  const run = await anEndedRun(world, {}, { outcome: "failed", source: "worker", summaryCounts: { failed: 3 } });
  await followerIn(world)({ Records: [await recordOf(world, run)] });

  const completedAt = run.completedAt ?? "";
  const Key = { pk: "USER#operator", sk: `NOTE#${Date.parse(completedAt)}.${run.id}` };
  const { Item } = await world.client.send(new GetCommand({ TableName: world.tableName, Key }));

  expect(Item).toEqual({
    ...Key,
    record: { runId: run.id, workspaceId: "acme", environmentId: "acme-prod", completedAt },
    expiresAt: Math.floor(Date.parse(completedAt) / 1000) + retentionDays * 86_400,
  });
});
