/**
 * One execution environment: a thread that loads a function's bundle once and runs one invocation at a time.
 *
 * It has its own environment variables and globals. Its owner enforces the timeout and terminates it.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { joinEngines } from "./engine-network.ts";
import type { EnvironmentMessage, EnvironmentSetup, InvocationMessage, OutputMessage } from "./environment-protocol.ts";
import { joinLocalNetwork } from "./local-network.ts";
import { joinQuickHmac } from "./quick-hmac.ts";

const port = parentPort;
if (port === null) throw new Error("an execution environment runs in a thread of its own");

const tell = (message: EnvironmentMessage | OutputMessage) => port.postMessage(message);
type Handler = (event: unknown, context: unknown) => unknown;

let output = "";
const flush = () => {
  if (output !== "") tell({ kind: "output", text: output });
  output = "";
};
// One message for what is written in one turn of the event loop, instead of one for each line.
for (const stream of [process.stdout, process.stderr]) {
  Object.assign(stream, {
    write(chunk: string | Uint8Array, encoding?: unknown, written?: () => void): boolean {
      if (output === "") setImmediate(flush);
      output += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
      const done = typeof encoding === "function" ? encoding : written;
      if (done !== undefined) queueMicrotask(() => done());
      return true;
    },
  });
}
process.on("exit", flush);

try {
  const handler = await loadHandler(workerData);
  port.on("message", async (message: InvocationMessage) => {
    const ended = await run(handler, message);
    flush();
    tell(ended);
  });
  tell({ kind: "ready" });
} catch (error) {
  tell({ kind: "not_loaded", ...described(error) });
}

async function loadHandler({ folder, handler, sinkPort, engines }: EnvironmentSetup): Promise<Handler> {
  joinEngines(engines);
  joinQuickHmac();
  if (sinkPort !== undefined) joinLocalNetwork(sinkPort);
  const [file = "", exportName = ""] = handler.split(".");
  const bundle = [".mjs", ".js", ".cjs"].map((end) => path.join(folder, file + end)).find(existsSync);
  if (bundle === undefined) throw new Error(`there is no ${file} in the bundle ${folder}`);
  const loaded: Record<string, unknown> = await import(pathToFileURL(bundle).href);
  const found = loaded[exportName];
  if (typeof found !== "function") throw new Error(`${bundle} exports no function called ${exportName}`);
  return (event, context) => found(event, context);
}

async function run(handler: Handler, message: InvocationMessage): Promise<EnvironmentMessage> {
  process.env._X_AMZN_TRACE_ID = message.trace;
  try {
    const answer = await handler(JSON.parse(message.event), contextOf(message));
    // process.memoryUsage also asks the system for the memory of the whole process.
    const usedHeapMegabytes = Number((getHeapStatistics().used_heap_size / 2 ** 20).toFixed(1));
    return { kind: "answered", payload: JSON.stringify(answer) ?? "null", usedHeapMegabytes };
  } catch (error) {
    return { kind: "failed", ...described(error) };
  }
}

function contextOf({ requestId, deadline, functionName, functionArn, memoryMegabytes }: InvocationMessage) {
  return {
    awsRequestId: requestId,
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn,
    memoryLimitInMB: String(memoryMegabytes),
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function described(error: unknown) {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split("\n") ?? [] }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };
}
