import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { vi } from "vitest";
import { failedRecords } from "../../../local/runtime/batch-response.ts";
import { queueRecord } from "../../../local/runtime/queue-event.ts";
import { createDelivery } from "../../../shared/dispatch/deliver.ts";
import { createSender, type Send } from "../../../shared/dispatch/send.ts";
import { createStarter } from "../../../shared/dispatch/start-run.ts";
import { systemClock } from "../../../shared/foundation/clock.ts";
import { randomIds } from "../../../shared/foundation/ids.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { createRunService } from "../../../shared/ledger/run-service.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { laneTimings } from "../../../shared/run/lanes.ts";
import type { KillableStack } from "./killable-stack.ts";
import type { StartRequest } from "./start-request.ts";

/** Platform rounds after which a run that has not ended counts as stuck. */
const roundsMax = 200;

/**
 * A single-stepped platform around the functions: starts operations, delivers messages, runs sweeps, moves the clock.
 */
export function createPlatform({ plan, clients, documents, tableName, functionOf }: KillableStack) {
  const target = { client: documents, tableName };
  const parts = { clock: systemClock, ids: randomIds };
  const runService = createRunService({ ...target, ...parts });
  const queries = createRunQueries(target);
  const workers = plan.queueMappings.map((mapping) => ({ mapping, of: functionOf(mapping.functionArn) }));
  const urlOf = (arn: string) => plan.queues.find((queue) => queue.arn === arn)?.url ?? "";
  const workQueueOf = (lane: string) =>
    urlOf(workers.find(({ of }) => of.planned.environment.LANE === lane)?.mapping.queueArn ?? "");
  const queueUrls = { short: workQueueOf("short"), long: workQueueOf("long") };

  const advance = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

  async function receive(queueUrl: string): Promise<Message | undefined> {
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageSystemAttributeNames: ["All"] });
    return (await clients.sqs.send(command)).Messages?.[0];
  }
  const remove = (queueUrl: string, { ReceiptHandle }: Message) =>
    clients.sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));

  async function start({ type, identity, input, context }: StartRequest, send: Send): Promise<string> {
    const operation = findOperation(type);
    if (operation === undefined) throw new Error(`there is no operation ${type}`);
    const delivery = createDelivery({ runService, send, clock: systemClock });
    const answer = await createStarter({ runService, delivery })({
      operation,
      lifecycle: operation.lifecycle,
      scope: { workspaceId: "acme", environmentId: "acme-prod" },
      initiator: { id: "operator", name: "Operator" },
      prepared: { kind: "start", identity: { identity }, input, context },
    });
    if (answer.result !== "queued") throw new Error(`the start of ${identity} was answered with ${answer.result}`);
    return answer.run.id;
  }

  /** Delivers every receivable message to its function and deletes the acknowledged ones. */
  async function deliver(): Promise<void> {
    for (const { mapping, of } of workers) {
      const queueUrl = urlOf(mapping.queueArn);
      for (let message = await receive(queueUrl); message !== undefined; message = await receive(queueUrl)) {
        const record = queueRecord(message, mapping.queueArn);
        const result = await of.invoke({ Records: [record] }, new Date());
        const failed = failedRecords(result, [record.messageId], mapping.reportsFailures);
        if (failed.size === 0) await remove(queueUrl, message);
      }
    }
  }

  const sweep = () => functionOf("reconcile-sweep").invoke({}, new Date());

  return {
    advance,
    deliver,
    sweep,
    startSent: (request: StartRequest) => start(request, createSender({ client: clients.sqs, queueUrls })),
    /** Simulates a caller that stopped before sending a message. */
    startUnsent: (request: StartRequest) => start(request, async () => ({ kind: "unknown", cause: "not sent" })),

    /** Loses the next message of the short lane, like a queue whose retention period expired. */
    async loseMessage(): Promise<void> {
      const message = await receive(queueUrls.short);
      if (message === undefined) throw new Error("there is no message to lose");
      await remove(queueUrls.short, message);
    },

    /** Receives the next message of the short lane up to its maximum receive count without processing it. */
    async giveUpMessage(): Promise<void> {
      for (let times = 0; times < laneTimings.short.receives; times++) {
        if ((await receive(queueUrls.short)) === undefined) throw new Error("there is no message to give up");
        advance(laneTimings.short.visibilitySeconds + 1);
      }
      if ((await receive(queueUrls.short)) !== undefined) throw new Error("the message was not moved away");
    },

    /** Advances the clock in growing steps until these runs have ended; returns those that have not. */
    async settle(runIds: readonly string[]): Promise<readonly string[]> {
      let active = runIds;
      for (let round = 0; round < roundsMax && active.length > 0; round++) {
        advance(Math.min(61 * 2 ** round, 601));
        await deliver();
        await sweep();
        const runs = await Promise.all(active.map((id) => queries.getRun(id)));
        active = active.filter((_, place) => runs[place]?.status !== "completed");
      }
      return active;
    },

    /** Queues that still hold messages after every visibility timeout has expired. */
    async leftovers(): Promise<readonly string[]> {
      for (let round = 0; round < 4; round++) {
        advance(901);
        await deliver();
      }
      const left = await Promise.all(plan.queues.map(async ({ path, url }) => ((await receive(url)) ? [path] : [])));
      return left.flat();
    },
  };
}
export type Platform = ReturnType<typeof createPlatform>;
