import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const writes = new Set(["PutItemCommand", "UpdateItemCommand", "TransactWriteItemsCommand"]);

/**
 * Loses the first answer to each write of a client, whatever it was: the SDK then makes the request again, by its own
 * rules and with its own words about it. Answers how many were lost.
 */
export function loseFirstAnswers(client: DynamoDBDocumentClient): () => number {
  const asked = new WeakSet<object>();
  // The SDK stops asking again after about fifty time-outs of one client that a refusal follows.
  void client.config.retryStrategy().then((strategy) => Object.assign(strategy, { getCapacityCost: () => 0 }));
  client.middlewareStack.add(
    (next, context) => async (args) => {
      // One context for each command, however often it is sent.
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
