import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { ApiClient, RunView } from "../../functions/canary/api-client.ts";
import { required } from "../../shared/foundation/required.ts";
import { type Check, notRun, passed } from "./check.ts";

export interface QueueCheckOptions {
  readonly sqs: SQSClient;
  /** Whether to send a forged message, which ends in the dead-letter queue and raises its alarm. */
  readonly isForging: boolean;
  /** The short lane's work queue. */
  readonly workQueue: string;
  readonly last: () => RunView | undefined;
  readonly workspace: string;
  readonly environment: string;
  readonly deadline: AbortSignal;
}

/** How long a worker is given to receive a message, in milliseconds. */
const receivedWithinMilliseconds = 60_000;

/** The checks that need AWS credentials and the address of a work queue. */
export function queueChecks(client: ApiClient, options: QueueCheckOptions | undefined): Check[] {
  const why = "give --queue and AWS credentials";
  const forging = options?.isForging === true ? options : undefined;
  const forgedWhy = "give --queue, AWS credentials and --forge: its message ends in the dead-letter queue";
  return [
    { name: "replayed message", run: async () => (options ? replayed(client, options) : notRun(why)) },
    { name: "id kept by a redrive policy", run: async () => (options ? idKept(options) : notRun(why)) },
    { name: "forged message", run: async () => (forging ? forged(client, forging) : notRun(forgedWhy)) },
  ];
}

/** A message with the product's form for a run. */
function messageFor(run: RunView, workspaceId: string, environmentId: string): string {
  const operationType = "provider.connection.check";
  return JSON.stringify({
    correlation: { version: 1, operationRunId: run.id, workspaceId, environmentId, operationType },
    job: { jobClass: operationType, queue: "operations-short" },
  });
}

/** A message that names a foreign workspace for a run: the worker refuses it, and it is redelivered. */
async function forged(client: ApiClient, options: QueueCheckOptions) {
  const { sqs, workQueue, last, environment } = options;
  const run = last();
  required(run !== undefined, "there is no ended run");
  const before = JSON.stringify(await steady(client, run.id));
  const MessageBody = messageFor(run, "forged", environment);
  await sqs.send(new SendMessageCommand({ QueueUrl: workQueue, MessageBody }));
  await until(options, "no worker received the forged message within a minute", async () => {
    const { hidden } = await heldIn(sqs, workQueue);
    return hidden > 0;
  });
  required(JSON.stringify(await steady(client, run.id)) === before, `the message changed run ${run.id}`);
  return passed(`run ${run.id} is unchanged; the message goes to the dead-letter queue: delete it there`);
}

/** A second message for a run that has ended: the worker takes it from the queue and leaves the run alone. */
async function replayed(client: ApiClient, options: QueueCheckOptions) {
  const { sqs, workQueue, last, workspace, environment } = options;
  const run = last();
  required(run !== undefined, "there is no ended run");
  const before = JSON.stringify(await steady(client, run.id));
  const { ready: earlier, hidden: busy } = await heldIn(sqs, workQueue);
  const MessageBody = messageFor(run, workspace, environment);
  await sqs.send(new SendMessageCommand({ QueueUrl: workQueue, MessageBody }));
  await until(options, "no worker took the message from the queue within a minute", async () => {
    const { ready, hidden } = await heldIn(sqs, workQueue);
    return ready + hidden <= earlier + busy;
  });
  required(JSON.stringify(await steady(client, run.id)) === before, `the message changed run ${run.id}`);
  return passed(`acknowledged, run ${run.id} is unchanged`);
}

async function until({ deadline }: QueueCheckOptions, otherwise: string, holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + receivedWithinMilliseconds;
  while (!(await holds())) {
    required(performance.now() < giveUpAt, otherwise);
    await pause(1000, undefined, { signal: deadline });
  }
}

/** The parts of a run that only an attempt or an action changes. */
async function steady(client: ApiClient, id: string) {
  const { status, outcome, failures, startedAt, completedAt, transitions } = await client.runOf(id);
  return { status, outcome, failures, startedAt, completedAt, transitions };
}

async function heldIn(sqs: SQSClient, queueUrl: string) {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["All"] }),
  );
  const { ApproximateNumberOfMessages: ready, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes;
  return { ready: Number(ready), hidden: Number(hidden) };
}

/**
 * The failure bridge ends a run only for the message that owns it, so a redrive policy must keep the message id. Probed on
 * two queues of its own, which it deletes.
 */
async function idKept({ sqs, deadline }: QueueCheckOptions) {
  const made: string[] = [];
  const make = async (name: string, attributes: Record<string, string>) => {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    made.push(QueueUrl);
    return QueueUrl;
  };
  const name = `runtruth-smoke-${randomUUID().slice(0, 8)}`;
  try {
    const target = await make(`${name}-failed`, {});
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: target, AttributeNames: ["QueueArn"] }),
    );
    const policy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 1 });
    const source = await make(name, { VisibilityTimeout: "1", RedrivePolicy: policy });
    const { MessageId: sent } = await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody: "probe" }));
    for (;;) {
      await sqs.send(new ReceiveMessageCommand({ QueueUrl: source, WaitTimeSeconds: 1 }), { abortSignal: deadline });
      const { Messages: [moved] = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: target, WaitTimeSeconds: 2 }),
        { abortSignal: deadline },
      );
      if (moved === undefined) continue;
      required(moved.MessageId === sent, `the redrive policy changed the message id ${sent} to ${moved.MessageId}`);
      return passed(`${sent}`);
    }
  } finally {
    for (const queueUrl of made) await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
  }
}
