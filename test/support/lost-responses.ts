import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const writes = new Set(["PutItemCommand", "UpdateItemCommand", "TransactWriteItemsCommand"]);

/**
 * Drops the first response to each write of a client of an engine's table, so that the SDK retries the request. Returns
 * the number of dropped responses.
 */
export function loseFirstAnswers(client: DynamoDBDocumentClient): () => number {
  const asked = new WeakSet<object>();
  // The SDK's retry quota is exhausted after about fifty timeouts of one client that end in a refusal.
  void client.config.retryStrategy().then((strategy) => Object.assign(strategy, { getCapacityCost: () => 0 }));
  client.middlewareStack.add(
    (next, context) => async (args) => {
      // One context per command, shared by its retries.
      if (!writes.has(context.commandName ?? "") || asked.has(context)) return next(args);
      asked.add(context);
      lost += 1;
      await next(args).catch(() => undefined);
      throw Object.assign(new Error("the answer was lost"), { name: "TimeoutError" });
    },
    // Below the SDK's own retries.
    { step: "finalizeRequest", priority: "low", name: "loseFirstAnswers" },
  );
  let lost = 0;
  return () => lost;
}
