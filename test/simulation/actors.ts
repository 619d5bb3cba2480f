import type { AttributeValue, Context, DynamoDBRecord, SQSRecord } from "aws-lambda";
import * as z from "zod";
import type { ChangeRecord } from "../../local/engines/table/table.ts";
import { isRecord } from "../../local/engines/table/values.ts";
import { waitOf } from "../../shared/run/granted-wait.ts";
import { type Lane, lanes, laneTimings, queueOf } from "../../shared/run/lanes.ts";
import { queueUrlOf } from "../engines/sqs/engine.ts";
import type { World } from "./assemble-world.ts";
import { skewSecondsOf } from "./faults.ts";
import { isSimulated } from "./operations.ts";
import { failureQueueOf } from "./queues.ts";
import type { Process } from "./scheduler.ts";

const meanMillisBetweenStops = 45_000;

/** The simulated platform: it polls, schedules, enforces time limits, and injects faults into each. */
export function createActors(world: World) {
  const { scheduler, faults, random, sqs, table } = world;
  const now = () => scheduler.trueClock.now().getTime();
  const skewMax = skewSecondsOf(world.setting) * 1000;
  let isStopped = false;
  let busy = 0;
  let followed = 0;

  /** A Lambda invocation with its own clock, a time limit, and sometimes an early kill. */
  async function invoke<Value>(
    label: string,
    timeoutSeconds: number,
    body: (context: Context) => Promise<Value>,
    run?: Process["run"],
  ) {
    const endsAt = now() + timeoutSeconds * 1000;
    const skewMillis = faults.happens("clock_skew") ? random.below(2 * skewMax + 1) - skewMax : 0;
    busy += 1;
    const ended = await scheduler.run({ label, skewMillis, endsAt, run }, () => body(contextUntil(endsAt, now)));
    busy -= 1;
    return ended;
  }

  const nextPoll = () => 500 + random.below(4000);
  const nextLookAtStream = () => 500 + random.below(1000);

  /** An event source mapping: receive, invoke, delete acknowledged messages. */
  async function poll(queue: string, deliver: (record: SQSRecord) => Promise<boolean>): Promise<void> {
    const QueueUrl = queueUrlOf(queue);
    while (!isStopped) {
      const visibility = faults.happens("visibility_expiry") ? { VisibilityTimeout: 5 } : {};
      const { Messages } = await sqs.execute({ operation: "ReceiveMessage", request: { QueueUrl, ...visibility } });
      const received = receivedMessages.parse(Messages ?? []);
      for (const message of received) {
        void deliver(recordOf(message, queue)).then(async (isSettled) => {
          if (!isSettled || faults.happens("delete_lost")) return;
          await sqs.execute({
            operation: "DeleteMessage",
            request: { QueueUrl, ReceiptHandle: message.ReceiptHandle },
          });
        });
      }
      if (received.length > 0) await scheduler.sleep(random.below(50));
      else await scheduler.until(nextPoll, () => isStopped || sqs.queue(queue).messages().length > 0);
    }
  }

  const work = (lane: Lane) => async (record: SQSRecord) => {
    if (faults.happens("crash_before_claim")) return false;
    const ended = await invoke(
      "worker",
      laneTimings[lane].timeoutSeconds,
      (context) => world.workers[lane]({ Records: [record] }, context),
      runOf(record),
    );
    return ended.kind === "returned" && ended.value.batchItemFailures.length === 0;
  };

  async function bridge(record: SQSRecord): Promise<boolean> {
    const once = () => invoke("bridge", 60, () => world.bridge({ Records: [record] }));
    const isStruck = faults.happens("bridge_crash_or_duplicate");
    if (isStruck && random.chance(0.5)) return false;
    const [ended] = await Promise.all(isStruck ? [once(), once()] : [once()]);
    return ended.kind === "returned" && ended.value.batchItemFailures.length === 0;
  }

  async function sweep(): Promise<void> {
    while (!isStopped) {
      await scheduler.sleep(60_000);
      const isStruck = faults.happens("sweep_skipped_or_double");
      const times = isStruck ? (random.chance(0.5) ? 0 : 2) : 1;
      for (let time = 0; time < times; time++) {
        void invoke("sweep", 60, (context) => world.sweep({}, context)).then((ended) => {
          if (ended.kind === "threw") world.failures.push({ where: "sweep", error: ended.error });
        });
      }
    }
  }

  /** Operators who stop runs, many of them waiting. */
  async function stopSome(): Promise<void> {
    while (!isStopped) {
      await scheduler.sleep(random.below(2 * meanMillisBetweenStops));
      const active = world.activeRuns().filter(isSimulated);
      if (isStopped || active.length === 0) continue;
      const waiting = active.filter((run) => waitOf(run) !== undefined);
      const run = random.pick(waiting.length > 0 && random.chance(0.7) ? waiting : active);
      await invoke("operator", 29, async () => {
        const read = await world.queries.getRun(run.id);
        const request = { by: "operator", at: scheduler.clock.now().toISOString() };
        return read && world.cancelRun(read, request);
      });
    }
  }

  /** TTL expiry: expired items are deleted by the next pass, or stay readable as they may for days on AWS. */
  async function expire(): Promise<void> {
    while (!isStopped) {
      for (const item of table.items()) {
        const { expiresAt } = item;
        const isExpired = expiresAt !== undefined && "N" in expiresAt && Number(expiresAt.N) * 1000 < now();
        if (!isExpired) continue;
        const stays = !faults.happens("ttl_early_delete") && faults.happens("ttl_lag") && random.chance(0.9);
        if (!stays) table.remove(item);
      }
      await scheduler.sleep(60_000);
    }
  }

  /** Delivers the table's stream to its Lambda in order, and retries from the first failed record. */
  async function follow(): Promise<void> {
    while (!isStopped) {
      const changes = table.changesFrom(followed, 25);
      const event = { Records: changes.filter(isEnd).map(streamRecordOf) };
      if (event.Records.length === 0) followed += changes.length;
      else {
        const ended = await invoke("run-events", 60, () => world.runEvents(event));
        const failed = ended.kind === "returned" ? ended.value.batchItemFailures[0]?.itemIdentifier : undefined;
        if (ended.kind === "returned") followed = failed === undefined ? followed + changes.length : Number(failed) - 1;
      }
      await scheduler.until(nextLookAtStream, () => isStopped || table.changeCount() > followed);
    }
  }

  return {
    invoke,
    begin(): void {
      isStopped = false;
      for (const lane of lanes) {
        void poll(queueOf(lane), work(lane));
        void poll(failureQueueOf(lane), bridge);
      }
      void sweep();
      if (faults.isSet("ttl_lag") || faults.isSet("ttl_early_delete")) void expire();
      if (faults.isSet("provider_grants_wait")) void stopSome();
      void follow();
    },
    stop(): void {
      isStopped = true;
    },
    /** True when no invocation is running, no message waits, and every stream record was processed. */
    isQuiet(): boolean {
      if (busy > 0) return false;
      const waiting = lanes.some((lane) =>
        [queueOf(lane), failureQueueOf(lane)].some((name) => sqs.queue(name).messages().length > 0),
      );
      return !waiting && table.changeCount() <= followed;
    },
  };
}
export type Actors = ReturnType<typeof createActors>;

/** The stream's filter: an item with status completed. */
const isEnd = ({ newImage }: ChangeRecord) =>
  newImage?.status !== undefined && "S" in newImage.status && newImage.status.S === "completed";

function streamRecordOf({ sequence, eventName, newImage, oldImage }: ChangeRecord): DynamoDBRecord {
  const images = {
    ...(isEventImage(newImage) && { NewImage: newImage }),
    ...(isEventImage(oldImage) && { OldImage: oldImage }),
  };
  return { eventName, dynamodb: { SequenceNumber: String(sequence), ...images } };
}

/** Whether an image is the same in a Lambda event: only bytes have another form there, and runs hold none. */
const isEventImage = (image: unknown): image is Record<string, AttributeValue> =>
  isRecord(image) && !Object.values(image).some((value) => isRecord(value) && "B" in value);

/** The run that a message refers to. */
function runOf({ body }: SQSRecord): Process["run"] {
  const { data } = reference.safeParse(JSON.parse(body));
  return data && { id: data.correlation.operationRunId, type: data.correlation.operationType };
}

const reference = z.object({ correlation: z.object({ operationRunId: z.string(), operationType: z.string() }) });

const receivedMessages = z.array(
  z.object({
    MessageId: z.string(),
    ReceiptHandle: z.string(),
    Body: z.string(),
    Attributes: z.object({
      ApproximateReceiveCount: z.string(),
      SentTimestamp: z.string(),
      ApproximateFirstReceiveTimestamp: z.string(),
    }),
  }),
);

function recordOf(message: z.infer<typeof receivedMessages>[number], queue: string): SQSRecord {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: { ...message.Attributes, SenderId: "sender" },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:us-east-1:000000000000:${queue}`,
    awsRegion: "us-east-1",
  };
}

function contextUntil(endsAt: number, now: () => number): Context {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: "simulated",
    functionVersion: "1",
    invokedFunctionArn: "",
    memoryLimitInMB: "256",
    awsRequestId: "",
    logGroupName: "",
    logStreamName: "",
    getRemainingTimeInMillis: () => Math.max(0, endsAt - now()),
    done() {},
    fail() {},
    succeed() {},
  };
}
