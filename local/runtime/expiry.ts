import { DeleteItemCommand, type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { PlannedTable } from "../assembly/planned-tables.ts";
import { pause, type RunningMapping, repeat } from "./mapping.ts";

/** DynamoDB may take days to delete expired items, so nothing may rely on the deletion. */
const everyMilliseconds = 300_000;

/** Deletes expired items periodically, because the embedded engine does not. */
export function startExpiry(
  client: DynamoDBClient,
  table: PlannedTable,
  onError: (error: unknown) => void,
): RunningMapping {
  const { name, expiryAttribute, create } = table;
  if (expiryAttribute === undefined) return { stop: async () => undefined };
  const keyNames = create.KeySchema?.flatMap(({ AttributeName }) => AttributeName ?? []) ?? [];
  const expired = {
    ExpressionAttributeNames: { "#expires": expiryAttribute },
    condition: "#expires < :now",
  };

  return repeat(async (signal) => {
    await pause(everyMilliseconds, signal);
    const values = { ":now": { N: String(Math.floor(Date.now() / 1000)) } };
    if (signal.aborted) return;
    const pages = paginateScan(
      { client },
      {
        TableName: name,
        FilterExpression: expired.condition,
        ExpressionAttributeNames: expired.ExpressionAttributeNames,
        ExpressionAttributeValues: values,
      },
    );
    for await (const { Items: items = [] } of pages) {
      for (const item of items) {
        if (signal.aborted) return;
        await client.send(
          new DeleteItemCommand({
            TableName: name,
            Key: Object.fromEntries(Object.entries(item).filter(([attribute]) => keyNames.includes(attribute))),
            ConditionExpression: expired.condition,
            ExpressionAttributeNames: expired.ExpressionAttributeNames,
            ExpressionAttributeValues: values,
          }),
        );
      }
    }
  }, onError);
}
