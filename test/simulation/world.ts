import { queueOf } from "../../shared/run/lanes.ts";
import { createDirectClient } from "../engines/dynamodb/client.ts";
import { type Call, createDynamoDb } from "../engines/dynamodb/engine.ts";
import { createRandom } from "../engines/random.ts";
import { createDirectSqsClient } from "../engines/sqs/client.ts";
import { createSqs, queueUrlOf } from "../engines/sqs/engine.ts";
import { NOW } from "../support/clock.ts";
import { randomFrom } from "../support/ids.ts";
import { tableDefinition } from "../support/table.ts";
import { assembleWorld, type World } from "./assemble-world.ts";
import { createFaults, type FaultSetting } from "./faults.ts";
import { createQueueGateway, createTableGateway } from "./gateways.ts";
import { declaredQueues } from "./queues.ts";
import { createScheduler } from "./scheduler.ts";

const tableName = "ledger";
/** A world over engines of this process. `change` lets a mutant break the protocol on its way to the table. */
export function createWorld(seed: number, setting: FaultSetting, change: (call: Call) => Call): World {
  const next = randomFrom(seed);
  const random = createRandom(next);
  const faults = createFaults(setting, random);
  const scheduler = createScheduler(NOW, random);
  const units = { write: 0, read: 0, calls: 0 };

  const engine = createDynamoDb({
    clock: scheduler.trueClock,
    indexLagMillis() {
      const lag = faults.happens("gsi_lag") ? 1000 + random.below(24_000) : 0;
      return faults.happens("gsi_lost_ordering") ? lag + random.below(3000) : lag;
    },
    unprocessed: (_operation, asked) => (faults.happens("batch_unprocessed") ? random.below(asked) : 0),
    observe(report) {
      units.write += report.writeUnits;
      units.read += report.readUnits;
      units.calls += 1;
    },
  });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });

  const sqs = createSqs({
    clock: scheduler.trueClock,
    queues: declaredQueues,
    copies: () => (faults.happens("duplicate_delivery") ? 2 : 1),
    delayMillis: () => (faults.happens("delayed_delivery") ? random.below(300_000) : 0),
    choose: (_queue, ready) => (faults.happens("reordering") ? random.below(ready) : 0),
  });

  const parts = { scheduler, faults, random };
  return assembleWorld({
    ...parts,
    seed,
    setting,
    units,
    sqs,
    table: engine.table(tableName),
    client: createDirectClient(createTableGateway({ ...parts, engine, change })),
    sqsClient: createDirectSqsClient(createQueueGateway({ ...parts, sqs })),
    tableName,
    queueUrls: { short: queueUrlOf(queueOf("short")), long: queueUrlOf(queueOf("long")) },
  });
}
