import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterEach, expect, it, onTestFinished } from "vitest";
import { type RunningSqs, startSqs } from "../../local/engines/sqs.ts";
import { localAws } from "../support/table.ts";
import { startInOwnProcess } from "./killable.ts";

const redrive = (failures: { readonly arn: string }, maxReceiveCount: number) => ({
  VisibilityTimeout: 0,
  RedrivePolicy: { deadLetterTargetArn: failures.arn, maxReceiveCount },
});

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

it("queue engine dead-letters a message with its id after its last receive", async () => {
  const sqs = await started();
  const failures = await sqs.ensureQueue({ name: "failures" });
  const work = await sqs.ensureQueue({ name: "work", attributes: redrive(failures, 2) });
  const client = clientOf(sqs.endpoint);
  const sent = await client.send(new SendMessageCommand({ QueueUrl: work.url, MessageBody: "poison" }));

  const counts = [await receive(client, work.url), await receive(client, work.url)].map(receiveCount);

  expect(counts).toEqual([1, 2]);
  expect(await receive(client, work.url)).toBeUndefined();
  expect((await receive(client, failures.url))?.MessageId).toBe(sent.MessageId);
});

it("queue engine keeps queues, messages and receive counts when it is killed", async () => {
  const dataDir = await temporaryFolder();
  const first = await startInOwnProcess("serve-sqs.ts", dataDir);
  const before = clientOf(first.endpoint);
  const url = (await before.send(new CreateQueueCommand({ QueueName: "work" }))).QueueUrl ?? "";
  await before.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "once received" }));
  await receive(before, url);

  await first.kill();
  const sqs = await started({ dataDir });
  const client = clientOf(sqs.endpoint);
  const message = await receive(client, (await sqs.ensureQueue({ name: "work" })).url);

  expect(message?.Body).toBe("once received");
  expect(receiveCount(message)).toBe(2);
});

it("queue engine redelivers a message when its visibility timeout is shortened", async () => {
  const dataDir = await temporaryFolder();
  const first = await started({ dataDir });
  const { url } = await first.ensureQueue({ name: "work" });
  const client = clientOf(first.endpoint);
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "again" }));
  const received = await receive(client, url, 600);
  await client.send(
    new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: received?.ReceiptHandle, VisibilityTimeout: 0 }),
  );
  await first.stop();
  stops.pop();

  const second = await started({ dataDir });
  const message = await receive(clientOf(second.endpoint), (await second.ensureQueue({ name: "work" })).url);

  expect(receiveCount(message)).toBe(2);
});

it("emptied queue engine holds no waiting, received or delayed message, also after a restart", async () => {
  const dataDir = await temporaryFolder();
  const sqs = await started({ dataDir });
  const { url } = await sqs.ensureQueue({ name: "work" });
  const client = clientOf(sqs.endpoint);
  for (const DelaySeconds of [0, 0, 60]) {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "earlier", DelaySeconds }));
  }
  const received = await receive(client, url, 60);

  sqs.empty();

  const { Attributes: counts = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
  );
  expect(received?.Body).toBe("earlier");
  expect(Object.entries(counts).filter(([name]) => name.startsWith("ApproximateNumber"))).toEqual([
    ["ApproximateNumberOfMessages", "0"],
    ["ApproximateNumberOfMessagesNotVisible", "0"],
    ["ApproximateNumberOfMessagesDelayed", "0"],
  ]);
  await stops.pop()?.();
  const again = await started({ dataDir });
  expect(await receive(clientOf(again.endpoint), (await again.ensureQueue({ name: "work" })).url)).toBeUndefined();
});

it("queue engine updates attributes of an existing queue and keeps its messages", async () => {
  const dataDir = await temporaryFolder();
  const first = await started({ dataDir });
  const failures = await first.ensureQueue({ name: "failures" });
  const before = await first.ensureQueue({ name: "work", attributes: redrive(failures, 2) });
  await clientOf(first.endpoint).send(new SendMessageCommand({ QueueUrl: before.url, MessageBody: "kept" }));
  await first.stop();
  stops.pop();

  const second = await started({ dataDir });
  const after = await second.ensureQueue({ name: "work", attributes: { VisibilityTimeout: 45 } });
  const client = clientOf(second.endpoint);
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: after.url, AttributeNames: ["All"] }),
  );

  expect(Attributes?.VisibilityTimeout).toBe("45");
  expect(Attributes?.RedrivePolicy).toBeUndefined();
  expect((await receive(client, after.url))?.Body).toBe("kept");
});

it("queue engine listens on the loopback address only", async () => {
  const sqs = await started();
  const { url, arn } = await sqs.ensureQueue({ name: "work" });

  const found = await clientOf(sqs.endpoint).send(new GetQueueUrlCommand({ QueueName: "work" }));

  expect(new URL(sqs.endpoint).hostname).toBe("127.0.0.1");
  expect(url).toBe(`${sqs.endpoint}/000000000000/work`);
  expect(found.QueueUrl).toBe(url);
  expect(arn).toBe("arn:aws:sqs:us-east-1:000000000000:work");
});

async function started(options: { dataDir?: string } = {}): Promise<RunningSqs> {
  const sqs = await startSqs(options);
  stops.push(() => sqs.stop());
  return sqs;
}

function clientOf(endpoint: string): SQSClient {
  const client = new SQSClient({ endpoint, ...localAws, useQueueUrlAsEndpoint: false });
  onTestFinished(() => client.destroy());
  return client;
}

async function receive(client: SQSClient, url: string, invisibleSeconds = 0): Promise<Message | undefined> {
  const { Messages } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      VisibilityTimeout: invisibleSeconds,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ["ApproximateReceiveCount"],
    }),
  );
  return Messages?.[0];
}

function receiveCount(message: Message | undefined): number {
  return Number(message?.Attributes?.ApproximateReceiveCount);
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "runtruth-queues-"));
  stops.unshift(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
