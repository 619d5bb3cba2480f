import { DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { SQSServiceException } from "@aws-sdk/client-sqs";
import type { Call, DynamoDb } from "../../local/engines/table/engine.ts";
import { StoreError } from "../../local/engines/table/errors.ts";
import type { Answering as AskTable } from "../engines/dynamodb/client.ts";
import type { Random } from "../engines/random.ts";
import type { Answering as AskQueues } from "../engines/sqs/client.ts";
import { QueueError, type Sqs } from "../engines/sqs/engine.ts";
import type { FaultSetting, Faults } from "./faults.ts";
import type { Scheduler } from "./scheduler.ts";

export interface Dependencies {
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly random: Random;
}

/** An error that the SDK retries: throttling, a server error or no response. */
class Transient extends Error {
  override readonly name = "TimeoutError";
  /** The error a caller sees after the last retry; without one, the effect is unknown. */
  readonly refusal: Error | undefined;
  constructor(refusal?: Error) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super("no answer in time");
    Error.stackTraceLimit = stackTraceLimit;
    this.refusal = refusal;
  }
}

/** The SDK's default maximum number of attempts. */
export const sdkTriesMax = 3;
/** Maximum request latency to the table, usual and slow, and response latency; in milliseconds. */
const wayMillisMax = { usual: 15, slow: 8000, back: 15 } as const;

/** The maximum time until a table request is applied, retries included; in milliseconds. */
export function requestMillisMax(setting: FaultSetting): number {
  const there = setting.store_slow === undefined ? wayMillisMax.usual : wayMillisMax.slow;
  return sdkTriesMax * (there + wayMillisMax.back) + 100 * (2 + 4);
}
const writes: ReadonlySet<string> = new Set(["PutItem", "UpdateItem", "BatchWriteItem"]);

/** Delivers requests to the in-process table, with latency and faults. */
export function createTableGateway({
  engine,
  change,
  ...parts
}: Dependencies & { readonly engine: DynamoDb; readonly change: (call: Call) => Call }): AskTable {
  return async (call) => {
    if (call.operation === "Query" && !parts.random.chance(disturbedRate)) {
      // A sweep queries dozens of empty shards a minute, whose results do not change a moment later.
      const answer = engine.executeIfEmpty(change(call));
      if (answer !== undefined) return answer;
    }
    return crossToTable(parts, writes.has(call.operation), async () => engine.execute(change(call)));
  };
}

/** The share of empty queries that still pass through latency and faults. */
const disturbedRate = 0.125;

/** Delivers requests to the in-process queues, with latency and faults. */
export function createQueueGateway({ sqs, ...parts }: Dependencies & { readonly sqs: Sqs }): AskQueues {
  return (call) => crossToQueue(parts, async () => sqs.execute(call));
}

/** Delivers a table request, in process or remote, with all faults of request and response. */
export function crossToTable<Answer>(
  parts: Dependencies,
  isWrite: boolean,
  apply: () => Promise<Answer>,
): Promise<Answer> {
  const { scheduler, faults, random } = parts;
  const between = (least: number, most: number) => least + random.below(most - least + 1);
  return withRetries(parts, async () => {
    await scheduler.point(
      faults.happens("store_slow") ? between(2000, wayMillisMax.slow) : between(1, wayMillisMax.usual),
    );
    if (faults.happens("store_throttle")) {
      throw new Transient(new StoreError("ProvisionedThroughputExceededException", "slow down"));
    }
    if (faults.happens("store_error_before")) throw new Transient(new StoreError("InternalServerError", "not applied"));
    const answer = await attempt(apply);
    if (isWrite && faults.happens("crash_after_put")) dieNow(scheduler);
    await scheduler.point(between(1, wayMillisMax.back));
    if (isWrite && faults.happens("store_ambiguous")) throw new Transient();
    return answer();
  });
}

/** Delivers a queue request, in process or remote, with all faults of request and response. */
export function crossToQueue<Answer>(parts: Dependencies, apply: () => Promise<Answer>): Promise<Answer> {
  const { scheduler, faults, random } = parts;
  return withRetries(parts, async () => {
    await scheduler.point(1 + random.below(20));
    if (faults.happens("send_fails")) throw new QueueError("AccessDenied", "the queue refuses");
    const answer = await attempt(apply);
    await scheduler.point(1 + random.below(20));
    if (faults.happens("send_ambiguous")) throw new Transient();
    return answer();
  });
}

/** Applies the request now and returns its result or error later, after the response latency. */
async function attempt<Value>(apply: () => Promise<Value>): Promise<() => Value> {
  try {
    const value = await apply();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

async function withRetries<Value>({ scheduler, random }: Dependencies, once: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries++) {
    try {
      return await once();
    } catch (error) {
      tellTries(error, tries);
      if (!(error instanceof Transient)) throw error;
      if (tries === sdkTriesMax) throw error.refusal ?? error;
      await scheduler.point(random.below(100 * 2 ** tries));
    }
  }
}

/** SDK errors report the number of attempts in their metadata. */
function tellTries(error: unknown, tries: number): void {
  if (error instanceof StoreError || error instanceof QueueError) error.attempts = tries;
  if (error instanceof DynamoDBServiceException || error instanceof SQSServiceException) {
    error.$metadata.attempts = tries;
  }
}

function dieNow(scheduler: Scheduler): void {
  const process = scheduler.current();
  if (process !== undefined) scheduler.kill(process);
}
