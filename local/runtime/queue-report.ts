import * as z from "zod";
import { redact, redactText } from "../../shared/redaction/redact.ts";
import type { StackDescription } from "./stack-file.ts";

export interface QueueReport {
  /** The queue's construct path. */
  readonly name: string;
  readonly ready: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly oldest:
    | { readonly messageId: string; readonly sentAt: string; readonly receives: number; readonly body: string }
    | undefined;
}

const messageSchema = z.object({
  messageId: z.string(),
  body: z.string(),
  /** Milliseconds since 1970. */
  sentTimestamp: z.number(),
  approximateReceiveCount: z.number(),
});

const inspectionSchema = z.object({
  messages: z.object({
    ready: z.array(messageSchema),
    delayed: z.array(messageSchema),
    inflight: z.array(z.object({ message: messageSchema })),
  }),
});

/** Reports every queue of a running stack without receiving messages. Secrets in bodies are redacted. */
export async function reportQueues(stack: StackDescription): Promise<QueueReport[]> {
  return Promise.all(
    Object.entries(stack.queues).map(async ([name, { url }]) => {
      const queueName = new URL(url).pathname.split("/").at(-1) ?? "";
      const answer = await fetch(`${stack.endpoints.sqs}/_fauxqs/queues/${queueName}`);
      const { ready, delayed, inflight } = inspectionSchema.parse(await answer.json()).messages;
      const all = [...ready, ...delayed, ...inflight.map(({ message }) => message)];
      const [oldest] = all.sort((one, other) => one.sentTimestamp - other.sentTimestamp);
      return {
        name,
        ready: ready.length,
        inFlight: inflight.length,
        delayed: delayed.length,
        oldest: oldest && {
          messageId: oldest.messageId,
          sentAt: new Date(oldest.sentTimestamp).toISOString(),
          receives: oldest.approximateReceiveCount,
          body: withoutSecrets(oldest.body),
        },
      };
    }),
  );
}

function withoutSecrets(body: string): string {
  try {
    return JSON.stringify(redact(JSON.parse(body)));
  } catch {
    // A poison message may not be JSON.
    return redactText(body);
  }
}
