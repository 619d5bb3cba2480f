import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { TestTable } from "../support/table.ts";

const capacity = z.object({ CapacityUnits: z.number() });
const answer = z.object({ ConsumedCapacity: z.union([capacity, z.array(capacity)]).optional() });

/** The table's cost of a run. */
export interface Meter {
  readonly client: DynamoDBDocumentClient;
  readonly totals: { calls: number; writeUnits: number; readUnits: number };
}

/** A client that sums the consumed capacity reported by the table, per index. */
export function meteredClient(table: TestTable): Meter {
  const client = table.connect();
  const totals = { calls: 0, writeUnits: 0, readUnits: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const isRead = /^(Get|Query|BatchGet)/.test(context.commandName ?? "");
      totals.calls += 1;
      try {
        const reply = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "INDEXES" } });
        const consumed = [answer.parse(reply.output).ConsumedCapacity ?? []].flat();
        totals[isRead ? "readUnits" : "writeUnits"] += consumed.reduce((sum, one) => sum + one.CapacityUnits, 0);
        return reply;
      } catch (error) {
        // A failed condition is billed like a small write, but its response does not report it.
        if (error instanceof ConditionalCheckFailedException) totals.writeUnits += 1;
        throw error;
      }
    },
    { step: "initialize", name: "meter" },
  );
  return { client, totals };
}
