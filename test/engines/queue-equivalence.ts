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
/** The maximum messages per receive; with more, both servers could return different ones. */
const messagesMax = 10;
const visibilitySecondsMax = 43_200;

/** One of the two servers, with its receipts per message body, newest last. */
export interface Side {
  readonly client: SQSClient;
  readonly urlOf: (name: string) => string;
  readonly receipts: Map<string, string[]>;
  /** Received bodies, in this server's order. */
  readonly given: string[];
}

/** One request to one side. Results are compared without generated ids. */
export type Ask = (side: Side) => Promise<unknown>;

/** The result of a request: the name of its error, or its response. */
export async function outcomeOf(ask: Ask, side: Side): Promise<{ error: string } | { answer: unknown }> {
  try {
    return { answer: await ask(side) };
  } catch (error) {
    if (!(error instanceof SQSServiceException)) throw error;
    // The local server prefixes error names with those of SQS's query protocol.
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
      // SQS does not specify whether the receive count continues in the failure queue, so it is not compared.
      return { body, ...(name === work && { receives: attributes?.ApproximateReceiveCount }) };
    }).sort((a, b) => (a.body < b.body ? -1 : 1));
  };

/** Deletes by receipt; `age` 0 is the newest receipt of a body, 1 the previous one. */
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
 * Random requests to a work queue and its failure queue, some of them invalid. They avoid what SQS leaves undefined,
 * such as a receipt whose message is visible again. `held` contains the work queue's messages; the requests of one
 * choice are sent together.
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
    // Servers redrive messages and count visible ones only at the next receive.
    if (choice === 10) return [receive(work, messagesMax), emptyFailed, count(work), count(failed)];
    return [random.pick(refusedAlways)];
  };
}
