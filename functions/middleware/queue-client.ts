import { SQSClient } from "@aws-sdk/client-sqs";
import { clientLimits } from "./client-limits.ts";
import { withoutSdkLogging } from "./clients.ts";

/**
 * The queue's client. It uses its configured endpoint, not the host of a queue URL. It retries once at most: a retry
 * after a lost response sends a duplicate message, which costs a delivery.
 */
export function queueClient(): SQSClient {
  return withoutSdkLogging(new SQSClient({ ...clientLimits, maxAttempts: 2, useQueueUrlAsEndpoint: false }));
}
