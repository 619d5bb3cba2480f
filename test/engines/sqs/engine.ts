import type { Clock } from "../../../shared/foundation/clock.ts";
import { createQueue, type Queue, type QueueSettings, type SentMessage } from "./queue.ts";

/** An error of the queue server with SQS's name. */
export class QueueError extends Error {
  override readonly name: string;
  /** The client's number of attempts so far. */
  attempts = 1;
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export interface QueueDeclaration extends QueueSettings {
  readonly name: string;
  /** The redrive policy: the failure queue and the maximum receive count. */
  readonly redrive?: { readonly to: string; readonly receives: number };
}

/** Fault injection hooks between a sender and a queue. By default none injects a fault. */
export interface Interventions {
  /** The number of copies delivered; a standard queue may deliver more than one. */
  readonly copies?: (queue: string) => number;
  /** Delivery delay of a message, in milliseconds. */
  readonly delayMillis?: (queue: string) => number;
  /** Chooses the next visible message; a standard queue is unordered. */
  readonly choose?: (queue: string, ready: number) => number;
}

export interface SqsCall {
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** A response with SQS's field names. */
export interface SqsAnswer {
  readonly MessageId?: string;
  readonly MD5OfMessageBody?: string;
  readonly Messages?: readonly Record<string, unknown>[];
  readonly Attributes?: Readonly<Record<string, string>>;
}

/** The maximum size of body and attributes together, in bytes. */
const messageBytesMax = 1_048_576;
const visibilitySecondsMax = 43_200;
/** SQS rejects control characters (except tab, line feed and carriage return), surrogates and non-characters. */
const forbiddenCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * In-process queues with the behaviour of SQS standard queues. All time comes from the clock: visibility timeouts,
 * delayed deliveries and redrives take effect at the next request.
 */
export function createSqs({
  clock,
  queues: declared,
  ...interventions
}: { readonly clock: Clock; readonly queues: readonly QueueDeclaration[] } & Interventions) {
  const { copies = () => 1, delayMillis = () => 0, choose = () => 0 } = interventions;
  const queues = new Map<string, Queue>();
  let messages = 0;

  for (const { name, redrive, ...settings } of declared) {
    const moveOn = redrive && {
      receives: redrive.receives,
      move: (message: SentMessage) => queueNamed(redrive.to).put(message),
    };
    queues.set(name, createQueue({ clock, settings, redrive: moveOn, choose: (ready) => choose(name, ready) }));
  }

  function queueNamed(name: string): Queue {
    const queue = queues.get(name);
    if (queue === undefined) throw new QueueError("QueueDoesNotExist", "The specified queue does not exist.");
    return queue;
  }

  function send(name: string, request: SqsCall["request"]): SqsAnswer {
    const queue = queueNamed(name);
    const body = request.MessageBody;
    if (typeof body !== "string" || body === "") throw new QueueError("MissingParameter", "a message needs a body");
    if (forbiddenCharacter.test(body)) throw new QueueError("InvalidMessageContents", "a character SQS does not take");
    if (Buffer.byteLength(body) > messageBytesMax)
      throw new QueueError("InvalidParameterValue", "the body is too long");
    const ownDelay = secondsOf(request.DelaySeconds, 900) ?? 0;
    messages += 1;
    const sentAt = clock.now().getTime();
    const message = { messageId: messageIdOf(messages), body, sentAt };
    for (let copy = 0; copy < Math.max(1, copies(name)); copy++) {
      queue.put({ ...message, receives: 0, visibleAt: sentAt + ownDelay * 1000 + delayMillis(name) });
    }
    return { MessageId: message.messageId };
  }

  function run({ operation, request }: SqsCall): SqsAnswer {
    const name = queueNameOf(request.QueueUrl);
    switch (operation) {
      case "SendMessage":
        return send(name, request);
      case "ReceiveMessage": {
        const queue = queueNamed(name);
        const max = request.MaxNumberOfMessages ?? 1;
        if (typeof max !== "number" || max < 1 || max > 10) throw new QueueError("InvalidParameterValue", "1 to 10");
        const received = queue.receive(max, secondsOf(request.VisibilityTimeout, visibilitySecondsMax));
        return received.length === 0 ? {} : { Messages: received };
      }
      case "DeleteMessage":
        queueNamed(name).remove(receiptOf(request));
        return {};
      case "ChangeMessageVisibility": {
        const seconds = secondsOf(request.VisibilityTimeout, visibilitySecondsMax);
        if (seconds === undefined) throw new QueueError("MissingParameter", "a visibility timeout is needed");
        const changed = queueNamed(name).changeVisibility(receiptOf(request), seconds);
        if (!changed) throw new QueueError("MessageNotInflight", "the message is not in flight");
        return {};
      }
      case "GetQueueAttributes":
        return { Attributes: queueNamed(name).attributes() };
      default:
        throw new QueueError("UnsupportedOperation", `this engine has no ${operation}`);
    }
  }

  return {
    /** Executes one request. Throws a `QueueError` with SQS's error name. */
    execute: run,
    queue: queueNamed,
    /** The next instant at which a message becomes visible; undefined while all queues are empty. */
    nextVisibleAt(): number | undefined {
      const instants = [...queues.values()].flatMap((queue) => queue.nextVisibleAt() ?? []);
      return instants.length === 0 ? undefined : Math.min(...instants);
    },
  };
}
export type Sqs = ReturnType<typeof createSqs>;

export const queueUrlOf = (name: string) => `http://127.0.0.1/000000000000/${name}`;

function queueNameOf(url: unknown): string {
  if (typeof url !== "string") throw new QueueError("MissingParameter", "a request names its queue");
  return url.slice(url.lastIndexOf("/") + 1);
}

function receiptOf(request: SqsCall["request"]): string {
  const handle = request.ReceiptHandle;
  if (handle === undefined) throw new QueueError("MissingParameter", "a receipt handle is needed");
  if (typeof handle !== "string" || !handle.includes("/")) {
    throw new QueueError("ReceiptHandleIsInvalid", "the receipt handle is none of ours");
  }
  return handle;
}

function secondsOf(raw: unknown, max: number): number | undefined {
  if (raw === undefined) return undefined;
  if (typeof raw !== "number" || raw < 0 || raw > max) throw new QueueError("InvalidParameterValue", `0 to ${max}`);
  return raw;
}

/** Real message ids are random; these are reproducible. */
const messageIdOf = (count: number) => `00000000-0000-4000-8000-${count.toString(16).padStart(12, "0")}`;
