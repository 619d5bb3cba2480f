import { randomUUID } from "node:crypto";
import { localPlace } from "../assembly/place.ts";
import type { PlannedFunction } from "../assembly/planned-functions.ts";
import type { InvocationResult } from "./environment-protocol.ts";
import { type ExecutionEnvironment, startEnvironment } from "./execution-environment.ts";
import type { FunctionLog } from "./function-log.ts";

/** One function with all of its execution environments. */
export interface FunctionPool {
  readonly planned: PlannedFunction;
  /** Invocations that can run at once; one more waits for the first of them to end. */
  readonly concurrency: number;
  /** Runs the function once with an event that can be JSON. A crash or a time-out is a failed result, never a throw. */
  invoke(event: unknown, requestId?: string): Promise<InvocationResult>;
  stop(): Promise<void>;
}

interface PoolSetup {
  readonly planned: PlannedFunction;
  /** Added to the function's own variables and stronger than they are. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: FunctionLog;
  /** This machine's limit, where the function has none or a higher one. */
  readonly concurrencyMax: number;
}

/** An environment without work is ended after this, so that an idle stack is a small one. */
const idleMilliseconds = 300_000;

/** Keeps a function's environments: starts one when all are busy, hands out the idle ones, drops the dead. */
export function createFunctionPool({ planned, environment, log, concurrencyMax }: PoolSetup): FunctionPool {
  const concurrency = Math.max(1, Math.min(planned.reservedConcurrency ?? concurrencyMax, concurrencyMax));
  const variables = { ...lambdaVariables(planned), ...planned.environment, ...environment };
  const idle: { readonly one: ExecutionEnvironment; readonly timer: NodeJS.Timeout }[] = [];
  const all = new Set<ExecutionEnvironment>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let stopped = false;

  const take = (): ExecutionEnvironment => {
    for (let rested = idle.pop(); rested !== undefined; rested = idle.pop()) {
      clearTimeout(rested.timer);
      if (rested.one.isAlive()) return rested.one;
      all.delete(rested.one);
    }
    const started = startEnvironment(planned, variables, log);
    all.add(started);
    return started;
  };

  const giveBack = (one: ExecutionEnvironment) => {
    if (!one.isAlive() || stopped) {
      all.delete(one);
      return;
    }
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((rested) => rested.one === one),
        1,
      );
      all.delete(one);
      void one.stop();
    }, idleMilliseconds);
    timer.unref();
    idle.push({ one, timer });
  };

  return {
    planned,
    concurrency,
    async invoke(event, requestId = randomUUID()) {
      while (running >= concurrency && !stopped) await new Promise<void>((resolve) => waiting.push(resolve));
      if (stopped)
        return { outcome: "failed", errorType: "Runtime.Stopped", errorMessage: "the stack is stopping", trace: [] };
      running += 1;
      const one = take();
      const startedAt = performance.now();
      try {
        const result = await one.invoke(requestId, JSON.stringify(event ?? {}));
        report(log, requestId, performance.now() - startedAt, result);
        return result;
      } finally {
        running -= 1;
        giveBack(one);
        waiting.shift()?.();
      }
    },
    async stop() {
      stopped = true;
      for (const next of waiting.splice(0)) next();
      for (const { timer } of idle.splice(0)) clearTimeout(timer);
      await Promise.all([...all].map((one) => one.stop()));
      await log.close();
    },
  };
}

function report(log: FunctionLog, requestId: string, milliseconds: number, result: InvocationResult): void {
  const durationMs = Math.round(milliseconds);
  if (result.outcome === "answered") {
    log.note({ type: "platform.report", requestId, durationMs, status: "success" });
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

/** What every Lambda finds in its environment. Nothing of ours leaks into it: it is all that it gets. */
function lambdaVariables(planned: PlannedFunction): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    AWS_REGION: localPlace.region,
    AWS_DEFAULT_REGION: localPlace.region,
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
