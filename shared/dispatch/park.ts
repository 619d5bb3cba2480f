import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** Keeps the id of a run whose end could not be followed, in a queue that an alarm watches. */
export function createParking({ client, queueUrl }: { readonly client: SQSClient; readonly queueUrl: string }) {
  return async function park(runId: string): Promise<void> {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify({ runId }) }));
  };
}
