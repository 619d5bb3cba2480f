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
  const place: Place = { client: createDirectClient(async (call) => engine.execute(call)), tableName };
  return { ...place, table: engine.table(tableName) };
}
