import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { envelope } from "../../../shared/dispatch/envelope.ts";
import { queueOf } from "../../../shared/run/lanes.ts";
import { createRandom } from "../../engines/random.ts";
import { assembleWorld } from "../../simulation/assemble-world.ts";
import { createFaults, type FaultSetting } from "../../simulation/faults.ts";
import { createScheduler } from "../../simulation/scheduler.ts";
import { NOW } from "../../support/clock.ts";
import { randomFrom } from "../../support/ids.ts";
import { loadProduct } from "../../support/product.ts";
import { localAws, tableDefinition } from "../../support/table.ts";
import { faultyQueueClient, faultyTableClient } from "./clients.ts";
import { startQueues } from "./queue-server.ts";
import { followTable } from "./stream-replica.ts";
import { waitOutside } from "./virtual-time.ts";

/** A simulated world whose table and queues are servers behind HTTP. */
export async function createEmulatorWorld(endpoint: string, seed: number, setting: FaultSetting) {
  const tableName = `faults-${randomUUID()}`;
  const random = createRandom(randomFrom(seed));
  const faults = createFaults(setting, random);
  const inner = createScheduler(NOW, random);
  const admin = new DynamoDBClient({ endpoint, ...localAws });
  await admin.send(new CreateTableCommand(tableDefinition(tableName)));
  const followed = await followTable(endpoint, tableName, inner.trueClock);
  const queues = await startQueues();
  let isBehind = true;
  const { outside, scheduler } = waitOutside(inner, async () => {
    if (!isBehind) return;
    isBehind = false;
    await followed.catchUp();
  });

  const parts = { scheduler, faults, random, outside };
  const units = { write: 0, read: 0, calls: 0 };
  const sends = new Map<string, number>();
  const client = faultyTableClient({ ...parts, endpoint }, (isWrite) => {
    units.calls += 1;
    isBehind ||= isWrite;
  });
  const sqsClient = faultyQueueClient({ ...parts, endpoint: queues.endpoint }, (body) => {
    const { operationRunId: runId } = envelope.parse(JSON.parse(body)).correlation;
    sends.set(runId, (sends.get(runId) ?? 0) + 1);
  });
  const world = assembleWorld({
    ...parts,
    product: await loadProduct(),
    seed,
    setting,
    units,
    table: followed.table,
    sqs: queues.platform(outside, faults),
    client,
    sqsClient,
    tableName,
    queueUrls: { short: queues.urlOf(queueOf("short")), long: queues.urlOf(queueOf("long")) },
  });

  return {
    world,
    followed,
    /** Messages delivered to a queue, by run. */
    sends,
    tableName,
    async stop(): Promise<void> {
      await queues.stop();
      await admin.send(new DeleteTableCommand({ TableName: tableName }));
      for (const one of [admin, client, sqsClient]) one.destroy();
    },
  };
}
export type EmulatorWorld = Awaited<ReturnType<typeof createEmulatorWorld>>;
