import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** An end that was given up, with as much as is known of it. */
export interface ParkedEnd {
  /** `failed`: following it kept failing. `unreadable`: its record is not one that this release can read. */
  readonly reason: "failed" | "unreadable";
  /** Absent when not even the key of the record could be read. */
  readonly runId?: string;
  /** Its place in the stream, which keeps it for a day. */
  readonly sequenceNumber: string;
}

/** Keeps an end that could not be followed in a queue that an alarm watches. */
export function createParking({ client, queueUrl }: { readonly client: SQSClient; readonly queueUrl: string }) {
  return async function park(end: ParkedEnd): Promise<void> {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(end) }));
  };
}
