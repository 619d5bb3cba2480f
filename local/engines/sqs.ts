import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { SqsError } from "../../node_modules/fauxqs/dist/common/errors.js";
import { deleteMessage } from "../../node_modules/fauxqs/dist/sqs/actions/deleteMessage.js";
import { receiveMessage } from "../../node_modules/fauxqs/dist/sqs/actions/receiveMessage.js";
import { sendMessage } from "../../node_modules/fauxqs/dist/sqs/actions/sendMessage.js";
import { type EngineChannels, type EngineRequest, type EngineResponse, openChannel } from "./engine-channel.ts";
import { freePort } from "./process.ts";
import { openQueueStores } from "./sqs-store.ts";
import { isFromWebPage } from "./web-pages.ts";

/** A queue's attributes as in CloudFormation; numbers, booleans and policies may be unserialized. */
export interface QueueDeclaration {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface LocalQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
}

/** Receives from one queue without its HTTP server, for the event source mappings in the same process. */
export interface QueueReceiver {
  /** Up to so many messages as soon as there are some; none after 20 s or when aborted. */
  receive(max: number, signal: AbortSignal): Promise<readonly Message[]>;
  /** Deletes a received message. */
  remove(receiptHandle: string): Promise<void>;
}

export interface RunningSqs {
  /** The endpoint for SDK clients, which need `useQueueUrlAsEndpoint: false`. */
  readonly endpoint: string;
  /** Creates the queue, or updates an existing one's attributes and keeps its messages. */
  ensureQueue(declaration: QueueDeclaration): Promise<LocalQueue>;
  receiverOf(queueUrl: string): QueueReceiver;
  readonly channels: EngineChannels;
  /** Removes every message, also those that are received or delayed. */
  empty(): void;
  stop(): Promise<void>;
}

/** The maximum long-poll time of SQS. */
const waitSeconds = 20;

/**
 * Starts an SQS-compatible queue server on 127.0.0.1, in this process.
 *
 * With `dataDir` each message, its receive count and its remaining visibility timeout survive a crash; without it
 * everything is in memory.
 */
export async function startSqs(options: { dataDir?: string; port?: number } = {}): Promise<RunningSqs> {
  const queues = openQueueStores(options.dataDir);
  const app = buildApp({ logger: false, host: "", defaultRegion: "us-east-1", stores: queues.stores });
  app.addHook("onRequest", async (request, reply) => {
    if (isFromWebPage(request.raw)) return reply.code(403).send("web pages may not call this server");
  });
  const port = options.port ?? (await freePort());
  try {
    await app.listen({ host: "127.0.0.1", port });
  } catch (error) {
    queues.close();
    throw error;
  }
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new SQSClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    useQueueUrlAsEndpoint: false,
  });

  /** A send in its own function, because it is most of what functions request; all else as over HTTP. */
  async function answer({ target, body }: EngineRequest): Promise<EngineResponse> {
    if (target === "AmazonSQS.SendMessage") return sent(body);
    const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.0", host: "127.0.0.1" };
    const { statusCode, payload } = await app.inject({ method: "POST", url: "/", headers, payload: body });
    return { status: statusCode, body: payload };
  }

  function sent(body: string): EngineResponse {
    try {
      return { status: 200, body: JSON.stringify(sendMessage(JSON.parse(body), queues.stores.sqsStore)) };
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      const headers = { "x-amzn-query-error": error.queryErrorHeader };
      return { status: error.statusCode, body: JSON.stringify(error.toJSON()), headers };
    }
  }

  return {
    endpoint,
    channels: { endpoint, connect: () => openChannel(answer) },
    async ensureQueue({ name, attributes = {} }) {
      const wanted = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attributeText(value)]));
      const url = (await findQueue(client, name)) ?? (await createQueue(client, name, wanted));
      const present = await attributesOf(client, url);
      const changed = changedAttributes(present, wanted);
      if (Object.keys(changed).length > 0) {
        await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: changed }));
      }
      // A persisted queue has the port of its earlier start, so the current address replaces it.
      return { name, arn: present.QueueArn ?? "", url: `${endpoint}${new URL(url).pathname}` };
    },
    receiverOf(QueueUrl) {
      const { sqsStore } = queues.stores;
      return {
        async receive(max, signal) {
          const giveUp = () => sqsStore.getQueue(QueueUrl)?.cancelWaiters();
          signal.addEventListener("abort", giveUp);
          const { Messages: messages = [] } = await receiveMessage(
            {
              QueueUrl,
              MaxNumberOfMessages: max,
              WaitTimeSeconds: waitSeconds,
              MessageSystemAttributeNames: ["All"],
              MessageAttributeNames: ["All"],
            },
            sqsStore,
          );
          signal.removeEventListener("abort", giveUp);
          return messages;
        },
        async remove(ReceiptHandle) {
          deleteMessage({ QueueUrl, ReceiptHandle }, sqsStore);
        },
      };
    },
    empty() {
      for (const queue of queues.stores.sqsStore.allQueues()) queue.purge();
    },
    async stop() {
      client.destroy();
      await app.close();
      queues.close();
    },
  };
}

/**
 * Attributes that are no longer declared keep their value, except a redrive policy, which would still move messages.
 */
function changedAttributes(
  present: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): Record<string, string> {
  const changed = Object.entries(wanted).filter(([key, value]) => present[key] !== value);
  const isRedriveDropped = present.RedrivePolicy !== undefined && wanted.RedrivePolicy === undefined;
  return { ...Object.fromEntries(changed), ...(isRedriveDropped ? { RedrivePolicy: "" } : {}) };
}

function attributeText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

async function findQueue(client: SQSClient, name: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}

async function createQueue(client: SQSClient, name: string, attributes: Record<string, string>): Promise<string> {
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  if (QueueUrl === undefined) throw new Error(`the queue server gave no address for ${name}`);
  return QueueUrl;
}

async function attributesOf(client: SQSClient, url: string): Promise<Record<string, string>> {
  const answer = await client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }));
  return answer.Attributes ?? {};
}
