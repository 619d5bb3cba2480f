import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { PlannedFunction } from "../assembly/planned-functions.ts";
import type { EngineChannels } from "../engines/engine-channel.ts";
import type { EnvironmentMessage, InvocationMessage, InvocationResult, OutputMessage } from "./environment-protocol.ts";
import type { FunctionLog } from "./function-log.ts";
import { traceHeader } from "./trace-header.ts";

export interface ExecutionEnvironment {
  /** Resolves after the code has loaded or failed to load. */
  readonly loaded: Promise<unknown>;
  /** Runs one invocation; callers must wait for it before the next one. Never throws. */
  invoke(requestId: string, event: string): Promise<InvocationResult>;
  /** False after the thread has exited through a crash, a timeout or `stop`. */
  isAlive(): boolean;
  /** The share of the time since the last call in which the environment computed instead of waiting, from 0 to 1. */
  busyShare(): number;
  stop(): Promise<void>;
}

/** What a function reaches in another way than over HTTP. */
export interface FunctionNetwork {
  /** Where alerts to the local targets arrive; absent without them. */
  readonly sinkPort?: number;
  readonly channels?: readonly EngineChannels[];
}

/** The limit for loading a bundle, which is not part of an invocation's timeout. */
const loadingMilliseconds = 60_000;

/**
 * The limit of the young generation. By default V8 grows it up to 128 MB per thread over time and never shrinks it.
 * With eight threads per function the stack would appear to leak memory for an hour.
 */
const youngMegabytes = 12;

/**
 * The size of a heap below which its old generation is not collected. By default V8 begins near 28 MB, the size of a
 * loaded function, and collected each environment's whole heap every few dozen invocations.
 */
setFlagsFromString("--initial-old-space-size=64");

/**
 * Starts a thread for a function and waits until its code is loaded. A bundle that fails to load, like any other exit
 * of the thread, fails the invocation.
 */
export function startEnvironment(
  planned: PlannedFunction,
  environment: Readonly<Record<string, string>>,
  log: FunctionLog,
  { sinkPort, channels = [] }: FunctionNetwork = {},
): ExecutionEnvironment {
  const engines = channels.map(({ endpoint, connect }) => ({ host: new URL(endpoint).host, port: connect() }));
  const thread = new Worker(new URL("./environment-start.ts", import.meta.url), {
    name: planned.key,
    env: { ...environment },
    workerData: { folder: planned.folder, handler: planned.handler, sinkPort, engines },
    transferList: engines.map(({ port }) => port),
    resourceLimits: { maxOldGenerationSizeMb: planned.memoryMegabytes, maxYoungGenerationSizeMb: youngMegabytes },
    stdout: true,
    stderr: true,
  });
  thread.stdout.on("data", (chunk: Buffer) => log.append(chunk.toString()));
  thread.stderr.on("data", (chunk: Buffer) => log.append(chunk.toString()));

  let alive = true;
  let looked = thread.performance.eventLoopUtilization();
  let listener: ((message: EnvironmentMessage) => void) | undefined;
  const end = (errorType: string, errorMessage: string, trace: readonly string[] = []) => {
    alive = false;
    listener?.({ kind: "failed", errorType, errorMessage, trace: [...trace] });
  };
  thread.on("message", (message: EnvironmentMessage | OutputMessage) => {
    if (message.kind === "output") log.append(message.text);
    else listener?.(message);
  });
  thread.on("error", (error: unknown) =>
    end("Runtime.UnhandledError", error instanceof Error ? error.message : String(error), [
      ...(error instanceof Error ? (error.stack?.split("\n") ?? []) : []),
    ]),
  );
  thread.on("exit", (code) => end("Runtime.ExitError", `the runtime exited with code ${code}`));

  const next = (milliseconds: number, onLate: () => void) =>
    new Promise<EnvironmentMessage>((resolve) => {
      const timer = setTimeout(onLate, milliseconds);
      listener = (message) => {
        clearTimeout(timer);
        listener = undefined;
        resolve(message);
      };
    });

  const stop = async () => {
    end("Runtime.Stopped", "the environment was stopped");
    await thread.terminate();
  };
  const kill = (errorType: string, errorMessage: string) => {
    end(errorType, errorMessage);
    void thread.terminate();
  };

  const loaded = next(loadingMilliseconds, () =>
    kill("Runtime.InitError", `the code did not load within ${loadingMilliseconds / 1000} s`),
  );

  return {
    loaded,
    isAlive: () => alive,
    busyShare() {
      const now = thread.performance.eventLoopUtilization();
      const { utilization } = thread.performance.eventLoopUtilization(now, looked);
      looked = now;
      return utilization;
    },
    stop,
    async invoke(requestId, event) {
      const start = await loaded;
      if (start.kind !== "ready") {
        await stop();
        return resultOf(start);
      }
      const limit = planned.timeoutSeconds * 1000;
      const answer = next(limit, () =>
        kill("Sandbox.Timedout", `Task timed out after ${planned.timeoutSeconds.toFixed(2)} seconds`),
      );
      const message: InvocationMessage = {
        requestId,
        event,
        trace: traceHeader(new Date()),
        deadline: Date.now() + limit,
        functionName: planned.name,
        functionArn: planned.arn,
        memoryMegabytes: planned.memoryMegabytes,
      };
      if (alive) thread.postMessage(message);
      else end("Runtime.ExitError", "the runtime had ended before the invocation");
      return resultOf(await answer);
    },
  };
}

function resultOf(message: EnvironmentMessage): InvocationResult {
  if (message.kind === "answered") {
    return { outcome: "answered", payload: message.payload, usedHeapMegabytes: message.usedHeapMegabytes };
  }
  if (message.kind === "ready") throw new Error("an environment said it was ready in the middle of an invocation");
  const { errorType, errorMessage, trace } = message;
  return { outcome: "failed", errorType, errorMessage, trace };
}
