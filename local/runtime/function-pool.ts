import { randomUUID } from "node:crypto";
import { availableParallelism, cpus, loadavg } from "node:os";
import { localAccount } from "../assembly/local-account.ts";
import type { PlannedFunction } from "../assembly/planned-functions.ts";
import type { InvocationResult } from "./environment-protocol.ts";
import { type ExecutionEnvironment, type FunctionNetwork, startEnvironment } from "./execution-environment.ts";
import type { FunctionLog } from "./function-log.ts";
import { isSettledWithin } from "./mapping.ts";

/** A function and its execution environments. */
export interface FunctionPool {
  readonly planned: PlannedFunction;
  /** The maximum number of concurrent invocations; others wait. */
  readonly concurrency: number;
  /**
   * Invokes the function with a JSON-serializable event. A crash or a timeout is a failed result, never an exception.
   * If `gone` aborts because the caller has disconnected, a waiting invocation is dropped.
   */
  invoke(event: unknown, requestId?: string, gone?: AbortSignal): Promise<InvocationResult>;
  /** Lets later invocations wait until the returned function is called. */
  hold(): () => void;
  /** Waits until no invocation runs; those that take longer than this are ended and fail. */
  drain(graceMilliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

interface PoolSetup {
  readonly planned: PlannedFunction;
  /** Additional environment variables, which override the function's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: FunctionLog;
  /** The machine's limit on concurrency, for functions without a lower one. */
  readonly concurrencyMax: number;
  readonly network?: FunctionNetwork;
}

/** The idle time after which an environment is stopped to free memory. */
const idleMilliseconds = 300_000;
/** How long an invocation waits before another environment is loaded; most invocations finish sooner than a load. */
const patienceMilliseconds = 100;
/** On a machine with more work than processors an invocation takes so many times as long, and a load takes the most. */
const slowness = () => Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
/** Environments that compute for more than this share of the time seldom wait, so another would not work meanwhile. */
const busyShareMax = 0.5;
/** The share of the processors' time that must be idle for an environment more to work beside busy ones. */
const idleShareMin = 0.1;

/**
 * A function's pool of environments: reuses idle ones, starts more while invocations wait, and removes exited ones.
 *
 * Environments load one at a time, and a waiting invocation gets the first free one. Lambda loads in parallel, but on
 * few cores that would delay all of them. One more than there are cores is loaded only while the others mostly wait, for
 * a provider or a lease, or while processors are idle although invocations wait. The environment that worked last works
 * next, because its code is compiled best.
 */
export function createFunctionPool({ planned, environment, log, concurrencyMax, network }: PoolSetup): FunctionPool {
  const concurrency = Math.max(1, Math.min(planned.reservedConcurrency ?? concurrencyMax, concurrencyMax));
  const variables = { ...lambdaVariables(planned), ...planned.environment, ...environment };
  const all = new Set<ExecutionEnvironment>();
  const idle = new Map<ExecutionEnvironment, NodeJS.Timeout>();
  const waiting: ((one: ExecutionEnvironment | undefined) => void)[] = [];
  let isLoading = false;
  let isStopped = false;
  let growth: NodeJS.Timeout | undefined;
  const running = new Set<Promise<unknown>>();
  let held: Promise<void> | undefined;

  const drop = (one: ExecutionEnvironment) => {
    clearTimeout(idle.get(one));
    idle.delete(one);
    all.delete(one);
  };

  const grow = () => {
    if (isStopped || isLoading || waiting.length === 0 || all.size >= concurrency) return;
    isLoading = true;
    const one = startEnvironment(planned, variables, log, network);
    all.add(one);
    void one.loaded.then(() => {
      isLoading = false;
      giveOut(one);
      growIfStillNeeded();
    });
  };

  const growIfStillNeeded = () => {
    if (waiting.length === 0) return;
    if (all.size === 0) return grow();
    if (growth !== undefined) return;
    for (const one of all) one.busyShare();
    const before = processorTimes();
    growth = setTimeout(() => {
      growth = undefined;
      const shares = [...all].map((one) => one.busyShare());
      const busy = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      const isSpare = busy <= busyShareMax || idleShare(before, processorTimes()) >= idleShareMin;
      if (all.size < availableParallelism() || isSpare) grow();
      else growIfStillNeeded();
    }, patienceMilliseconds * slowness());
  };

  // Also use an environment that failed to load: the waiting invocation then fails with the reason.
  const giveOut = (one: ExecutionEnvironment) => {
    const next = waiting.shift();
    if (waiting.length === 0) {
      clearTimeout(growth);
      growth = undefined;
    }
    if (next !== undefined) return next(one);
    if (!one.isAlive()) return drop(one);
    const timer = setTimeout(() => {
      drop(one);
      void one.stop();
    }, idleMilliseconds);
    timer.unref();
    idle.set(one, timer);
  };

  const take = async (gone: AbortSignal | undefined): Promise<ExecutionEnvironment | undefined> => {
    for (const [one, timer] of [...idle].reverse()) {
      clearTimeout(timer);
      idle.delete(one);
      if (one.isAlive()) return one;
      drop(one);
    }
    return new Promise((resolve) => {
      const next = (one: ExecutionEnvironment | undefined) => {
        gone?.removeEventListener("abort", giveUp);
        resolve(one);
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(next), 1);
        resolve(undefined);
      };
      gone?.addEventListener("abort", giveUp, { once: true });
      waiting.push(next);
      growIfStillNeeded();
    });
  };

  const run = async (event: unknown, requestId: string, gone: AbortSignal | undefined): Promise<InvocationResult> => {
    const one = isStopped || gone?.aborted ? undefined : await take(gone);
    if (one === undefined) return gone?.aborted ? givenUp : stopping;
    const startedAt = performance.now();
    const result = await one.invoke(requestId, JSON.stringify(event ?? {}));
    report(log, requestId, performance.now() - startedAt, result);
    if (one.isAlive()) giveOut(one);
    else drop(one);
    growIfStillNeeded();
    return result;
  };

  return {
    planned,
    concurrency,
    async invoke(event, requestId = randomUUID(), gone = undefined) {
      if (held !== undefined) await held;
      const work = run(event, requestId, gone);
      running.add(work);
      const result = await work;
      running.delete(work);
      return result;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return () => {
        held = undefined;
        resolve();
      };
    },
    async drain(graceMilliseconds) {
      if (await isSettledWithin(graceMilliseconds, Promise.all(running))) return;
      for (const next of waiting.splice(0)) next(undefined);
      await Promise.all([...all].filter((one) => !idle.has(one)).map((one) => one.stop()));
      await Promise.all(running);
    },
    async stop() {
      isStopped = true;
      clearTimeout(growth);
      for (const next of waiting.splice(0)) next(undefined);
      await Promise.all([...all].map((one) => one.stop()));
      for (const one of all) drop(one);
      await log.close();
    },
  };
}

interface ProcessorTimes {
  readonly idle: number;
  readonly total: number;
}

/** The time of all processors of the machine since its start, in milliseconds. */
function processorTimes(): ProcessorTimes {
  let [idle, total] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}

const idleShare = (before: ProcessorTimes, after: ProcessorTimes) =>
  (after.idle - before.idle) / Math.max(1, after.total - before.total);

const stopping = {
  outcome: "failed",
  errorType: "Runtime.Stopped",
  errorMessage: "the stack is stopping",
  trace: [],
} as const;

const givenUp = {
  outcome: "failed",
  errorType: "Runtime.GivenUp",
  errorMessage: "the caller disconnected before the invocation started",
  trace: [],
} as const;

function report(log: FunctionLog, requestId: string, milliseconds: number, result: InvocationResult): void {
  const durationMs = Math.round(milliseconds);
  if (result.outcome === "answered") {
    const { usedHeapMegabytes } = result;
    log.note({ type: "platform.report", requestId, durationMs, status: "success", usedHeapMegabytes });
    return;
  }
  const { errorType, errorMessage, trace } = result;
  log.note({
    type: "platform.report",
    level: "ERROR",
    requestId,
    durationMs,
    status: "error",
    errorType,
    errorMessage,
    trace,
  });
}

/** The complete environment of a Lambda; no variable of this process leaks into it. */
function lambdaVariables(planned: PlannedFunction): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    AWS_REGION: localAccount.region,
    AWS_DEFAULT_REGION: localAccount.region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: planned.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(planned.memoryMegabytes),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${planned.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    LAMBDA_TASK_ROOT: planned.folder,
    _HANDLER: planned.handler,
  };
}
