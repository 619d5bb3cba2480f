import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
  SQSServiceException,
} from "@aws-sdk/client-sqs";
import { queueOf } from "../../shared/run/lanes.ts";
import { failureQueueOf } from "../simulation/queues.ts";
import type { Random } from "./random.ts";
import type { SentMessage } from "./sqs/queue.ts";

export const work = queueOf("short");
const failed = failureQueueOf("short");
/** One receive can see so many; with more, the two could look at different ones. */
const messagesMax = 10;
const visibilitySecondsMax = 43_200;

/** One of the two servers: how it is asked, and the receipts it gave out for each body, newest last. */
export interface Side {
  readonly client: SQSClient;
  readonly urlOf: (name: string) => string;
  readonly receipts: Map<string, string[]>;
  /** The bodies it gave out, in its own order. */
  readonly given: string[];
}

/** One request to both sides; results are compared without generated names. */
export type Ask = (side: Side) => Promise<unknown>;

/** The result of a request: the name of its error, or its response. */
export async function outcomeOf(ask: Ask, side: Side): Promise<{ error: string } | { answer: unknown }> {
  try {
    return { answer: await ask(side) };
  } catch (error) {
    if (!(error instanceof SQSServiceException)) throw error;
    // This machine's server puts the names of SQS's old protocol before each.
    return { error: error.name.replace("AWS.SimpleQueueService.", "") };
  }
}

const send =
  (MessageBody: string, DelaySeconds = 0, name = work): Ask =>
  async ({ client, urlOf }) => {
    await client.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody, DelaySeconds }));
  };

const receive =
  (name: string, MaxNumberOfMessages: number, VisibilityTimeout?: number) =>
  async ({ client, urlOf, receipts, given }: Side) => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: urlOf(name),
        MaxNumberOfMessages,
        VisibilityTimeout,
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      }),
    );
    return Messages.map(({ Body: body = "", ReceiptHandle: receipt = "", Attributes: attributes }) => {
      given.push(body);
      receipts.set(body, [...(receipts.get(body) ?? []), receipt]);
      // Whether a message counts on in its failure queue is nowhere promised, and nothing here asks for it.
      return { body, ...(name === work && { receives: attributes?.ApproximateReceiveCount }) };
    }).sort((a, b) => (a.body < b.body ? -1 : 1));
  };

/** `age` 0 is the newest receipt of a body, 1 the one before. */
const remove =
  (name: string, body: string, age: number): Ask =>
  async ({ client, urlOf, receipts }) => {
    const ReceiptHandle = receipts.get(body)?.at(-1 - age);
    await client.send(new DeleteMessageCommand({ QueueUrl: urlOf(name), ReceiptHandle }));
  };

const hide =
  (body: string, age: number, VisibilityTimeout: number): Ask =>
  async ({ client, urlOf, receipts }) => {
    const ReceiptHandle = receipts.get(body)?.at(-1 - age);
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: urlOf(work), ReceiptHandle, VisibilityTimeout }));
  };

const counts = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;
const count =
  (name: string): Ask =>
  async ({ client, urlOf }) => {
    const asked = new GetQueueAttributesCommand({ QueueUrl: urlOf(name), AttributeNames: [...counts] });
    const { Attributes: attributes } = await client.send(asked);
    return counts.map((what) => attributes?.[what]);
  };

const refusedAlways: readonly Ask[] = [
  send(""),
  send("a bell \u0007"),
  send("nowhere", 0, "no-such-queue"),
  receive("no-such-queue", 1),
  remove("no-such-queue", "nothing", 0),
  receive(work, 0),
  receive(work, 11),
  receive(work, 1, visibilitySecondsMax + 1),
  remove(work, "nothing", 0),
];

/** Receives and returns the messages of the failure queue. */
const emptyFailed: Ask = async (side) => {
  const received = await receive(failed, messagesMax)(side);
  for (const { body } of received) await remove(failed, body, 0)(side);
  return received;
};

/**
 * Makes random requests to a work queue and its failure queue, some of them wrong. They keep to what SQS promises:
 * what a receipt is good for once its message may be given out again is left open. `held` is what the work queue
 * has; what follows from one choice is asked in one go.
 */
export function randomAsks(
  random: Random,
  held: () => readonly SentMessage[],
  now: () => number,
): () => readonly Ask[] {
  let sent = 0;
  return () => {
    const given = held().filter(({ receives, visibleAt }) => receives > 0 && visibleAt > now());
    const body = given.length === 0 ? undefined : random.pick(given).body;
    const again = held().filter(({ receives }) => receives > 1);
    const old = again.length === 0 ? undefined : random.pick(again).body;
    const choice = random.below(12);
    if (choice < 3 && held().length < messagesMax)
      return [send(`message ${++sent}`, random.below(2) * random.below(60))];
    if (choice < 7)
      return [receive(work, 1 + random.below(messagesMax), random.chance(0.5) ? undefined : 1 + random.below(300))];
    if (choice === 7 && body !== undefined) return [remove(work, body, 0)];
    if (choice === 8 && body !== undefined)
      return [hide(body, 0, random.pick([0, random.below(300), visibilitySecondsMax + 1]))];
    if (choice === 9 && old !== undefined) return [random.chance(0.5) ? remove(work, old, 1) : hide(old, 1, 60)];
    // Servers redrive messages and count the visible ones at the next receive.
    if (choice === 10) return [receive(work, messagesMax), emptyFailed, count(work), count(failed)];
    return [random.pick(refusedAlways)];
  };
}
