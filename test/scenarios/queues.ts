import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { reportQueues } from "../../local/runtime/queue-report.ts";
import { createClients } from "../../local/runtime/sdk-clients.ts";
import type { StackDescription } from "../../local/runtime/stack-file.ts";

/** Message counts of all non-empty queues, in any state. */
export async function messageCounts(stack: StackDescription): Promise<Readonly<Record<string, number>>> {
  const reports = await reportQueues(stack);
  const held = reports.map(({ name, ready, inFlight, delayed }) => [name, ready + inFlight + delayed] as const);
  return Object.fromEntries(held.filter(([, count]) => count > 0));
}

/** Sends forged bodies to a queue that only the product writes to. */
export async function sendUnchecked(stack: StackDescription, queue: string, bodies: readonly string[]): Promise<void> {
  const { sqs, destroy } = createClients(stack.endpoints);
  for (const body of bodies) {
    await sqs.send(new SendMessageCommand({ QueueUrl: stack.queues[queue]?.url, MessageBody: body }));
  }
  destroy();
}
