import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** A completion event that could not be processed, with what is known about it. */
export interface ParkedEnd {
  /** `failed`: processing kept failing. `unreadable`: this release cannot parse the record. */
  readonly reason: "failed" | "unreadable";
  /** Absent when even the record's key is unreadable. */
  readonly runId?: string;
  /** Its sequence number in the stream, which retains records for one day. */
  readonly sequenceNumber: string;
}

/** Parks unprocessable completion events in a queue with an alarm. */
export function createParking({ client, queueUrl }: { readonly client: SQSClient; readonly queueUrl: string }) {
  return async function park(end: ParkedEnd): Promise<void> {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(end) }));
  };
}
