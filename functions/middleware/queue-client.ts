import { SQSClient } from "@aws-sdk/client-sqs";
import { clientLimits } from "./client-limits.ts";
import { leanClient } from "./lean-client.ts";

/**
 * The queue's client. It uses its configured endpoint, not the host of a queue URL. It retries once at most: a retry
 * after a lost response sends a duplicate message, which costs a delivery. What is resolved for the first command of a
 * kind serves all later ones.
 */
export function queueClient(): SQSClient {
  const limits = { ...clientLimits, maxAttempts: 2 };
  return leanClient(new SQSClient({ ...limits, useQueueUrlAsEndpoint: false, cacheMiddleware: true }));
}
