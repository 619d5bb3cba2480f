import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import * as z from "zod";
import { freePort } from "../../../local/engines/process.ts";
import { openQueueStores } from "../../../local/engines/sqs-store.ts";
import type { SqsAnswer, SqsCall } from "../../engines/sqs/engine.ts";
import type { Faults } from "../../simulation/faults.ts";
import { declaredQueues } from "../../simulation/queues.ts";
import { localAws } from "../../support/table.ts";
import type { Outside } from "./virtual-time.ts";

const asked = z.object({
  QueueUrl: z.string(),
  ReceiptHandle: z.string().optional(),
  VisibilityTimeout: z.number().optional(),
});

/** A queue server for one world, with the declared queues. It uses this process's Date. */
export async function startQueues() {
  const { stores } = openQueueStores(undefined);
  const store = stores.sqsStore;
  const app = buildApp({ logger: false, host: "", defaultRegion: "us-east-1", stores });
  const port = await freePort();
  await app.listen({ host: "127.0.0.1", port });
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new SQSClient({ endpoint, ...localAws, useQueueUrlAsEndpoint: false });
  const urls = new Map<string, string>();
  const arns = new Map<string, string>();
  // Create a dead-letter queue before the queue whose redrive policy names it.
  for (const { name, visibilitySeconds, retentionSeconds, redrive } of declaredQueues.toReversed()) {
    const policy = redrive && { deadLetterTargetArn: arns.get(redrive.to), maxReceiveCount: redrive.receives };
    const { QueueUrl: url = "" } = await client.send(
      new CreateQueueCommand({
        QueueName: name,
        Attributes: {
          VisibilityTimeout: String(visibilitySeconds),
          MessageRetentionPeriod: String(retentionSeconds),
          ...(policy && { RedrivePolicy: JSON.stringify(policy) }),
        },
      }),
    );
    const { Attributes: attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }),
    );
    urls.set(name, url);
    arns.set(name, attributes?.QueueArn ?? "");
  }
  const inspected = (name: string) => store.inspectQueue(name)?.messages ?? { ready: [], delayed: [], inflight: [] };

  /** False when a poll would be empty; skipping it saves thousands of requests per world. */
  function mayGive(name: string): boolean {
    const { ready, delayed, inflight } = inspected(name);
    const now = Date.now();
    return (
      ready.length > 0 ||
      delayed.some(({ delayUntil = 0 }) => delayUntil <= now) ||
      inflight.some(({ visibilityDeadline }) => visibilityDeadline <= now)
    );
  }

  return {
    endpoint,
    urlOf: (name: string) => urls.get(name) ?? "",

    /** The platform's queue operations, over HTTP. */
    platform: (outside: Outside, faults: Faults) => ({
      queue: (name: string) => ({
        messages: (): readonly unknown[] => Object.values(inspected(name)).flat(),
      }),
      execute: ({ operation, request }: SqsCall): Promise<SqsAnswer> =>
        outside(async () => {
          const { QueueUrl, ReceiptHandle, VisibilityTimeout } = asked.parse(request);
          const name = QueueUrl.split("/").at(-1) ?? "";
          const url = urls.get(name);
          if (operation === "DeleteMessage") {
            await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
            return {};
          }
          if (!mayGive(name)) return {};
          const { Messages: messages = [] } = await client.send(
            new ReceiveMessageCommand({
              QueueUrl: url,
              MessageSystemAttributeNames: ["All"],
              ...(VisibilityTimeout !== undefined && { VisibilityTimeout }),
            }),
          );
          // At-least-once delivery: two consumers may receive the same message concurrently.
          return {
            Messages: messages.flatMap((one) =>
              faults.happens("duplicate_delivery") ? [{ ...one }, { ...one }] : [{ ...one }],
            ),
          };
        }),
    }),

    async stop(): Promise<void> {
      client.destroy();
      await app.close();
    },
  };
}
