import { GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, it } from "vitest";
import * as z from "zod";
import { type RunningSqs, startSqs } from "../../../local/engines/sqs.ts";
import type { InvocationResult } from "../../../local/runtime/environment-protocol.ts";
import type { RunningMapping } from "../../../local/runtime/mapping.ts";
import { startQueueMapping } from "../../../local/runtime/queue-mapping.ts";
import { type Clients, createClients } from "../../../local/runtime/sdk-clients.ts";

let sqs: RunningSqs;
let clients: Clients;
let mapping: RunningMapping | undefined;
beforeEach(async () => {
  sqs = await startSqs();
  clients = createClients({ dynamodb: "http://127.0.0.1:1", sqs: sqs.endpoint });
});
afterEach(async () => {
  await mapping?.stop();
  mapping = undefined;
  clients.destroy();
  await sqs.stop();
});

const eventSchema = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.string() }),
    }),
  ),
});
type Records = z.infer<typeof eventSchema>["Records"];

/** A queue with these messages and a function that receives them. */
async function feed(
  bodies: readonly string[],
  answer: (records: Records) => Promise<unknown>,
  { concurrency = 1, receives = 5 } = {},
) {
  const failure = await sqs.ensureQueue({ name: "failure" });
  const queue = await sqs.ensureQueue({
    name: "work",
    attributes: {
      VisibilityTimeout: 0,
      RedrivePolicy: { deadLetterTargetArn: failure.arn, maxReceiveCount: receives },
    },
  });
  for (const body of bodies) await clients.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: body }));
  mapping = startQueueMapping({
    planned: {
      id: "m",
      functionArn: "fn",
      queueArn: queue.arn,
      batchSize: 1,
      maximumConcurrency: concurrency,
      reportsFailures: true,
    },
    queue: sqs.receiverOf(queue.url),
    pool: {
      concurrency: 8,
      invoke: async (event): Promise<InvocationResult> => ({
        outcome: "answered",
        payload: JSON.stringify(await answer(eventSchema.parse(event).Records)),
      }),
    },
    onError: () => undefined,
  });
  const waiting = async (url: string) => {
    const { Attributes } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["ApproximateNumberOfMessages"] }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages);
  };
  return { waitingForWork: () => waiting(queue.url), failed: () => waiting(failure.url) };
}

const failing = (records: Records) => ({
  batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

it("queue mapping deletes acknowledged messages", async () => {
  const seen = Promise.withResolvers<string>();
  const { waitingForWork } = await feed(["one"], async ([record]) => {
    seen.resolve(record?.body ?? "");
    return { batchItemFailures: [] };
  });

  expect(await seen.promise).toBe("one");
  await mapping?.stop();
  expect(await waitingForWork()).toBe(0);
});

it("queue mapping redelivers failures, counts receives and dead-letters after the last one", async () => {
  const counts: string[] = [];
  const second = Promise.withResolvers<void>();
  const { failed, waitingForWork } = await feed(
    ["one"],
    async (records) => {
      counts.push(...records.map(({ attributes }) => attributes.ApproximateReceiveCount));
      if (counts.length === 2) second.resolve();
      return failing(records);
    },
    { receives: 2 },
  );

  await second.promise;
  await expect.poll(failed).toBe(1);
  expect(counts).toEqual(["1", "2"]);
  expect(await waitingForWork()).toBe(0);
});

it("queue mapping processes messages up to its maximum concurrency", async () => {
  let atWork = 0;
  let most = 0;
  let done = 0;
  const all = Promise.withResolvers<void>();
  await feed(
    ["1", "2", "3", "4", "5"],
    async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      // The first two wait for each other, so that there are two at once.
      if (most < 2) await expect.poll(() => most).toBe(2);
      atWork -= 1;
      done += 1;
      if (done === 5) all.resolve();
      return {};
    },
    { concurrency: 2 },
  );

  await all.promise;
  expect(most).toBe(2);
});
