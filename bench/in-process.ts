import { createDynamoDb } from "../local/engines/table/engine.ts";
import type { Clock } from "../shared/foundation/clock.ts";
import { createDirectClient } from "../test/engines/dynamodb/client.ts";
import { tableDefinition } from "../test/support/table.ts";
import type { Place } from "./scenario-play.ts";

const tableName = "ledger";

/** An in-process table with the product's keys and indexes; it answers like DynamoDB, units included. */
export function createInProcessTable(clock: Clock) {
  const engine = createDynamoDb({ clock });
  engine.execute({ operation: "CreateTable", request: { ...tableDefinition(tableName) } });
  let micros = 0;
  const client = createDirectClient(async (call) => {
    const from = process.threadCpuUsage();
    try {
      return engine.execute(call);
    } finally {
      const { user, system } = process.threadCpuUsage(from);
      micros += user + system;
    }
  });
  const place: Place = { client, tableName };
  return {
    ...place,
    table: engine.table(tableName),
    /** Processor time of the engine itself so far, in milliseconds. */
    engineMillis: () => micros / 1000,
  };
}
