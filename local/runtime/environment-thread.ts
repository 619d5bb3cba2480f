/**
 * One execution environment: a thread that loads a function's bundle once and runs one invocation at a time.
 *
 * It has its own environment variables and globals. Its owner enforces the timeout and terminates it.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import {
  type EnvironmentMessage,
  type EnvironmentSetup,
  environmentSetup,
  type InvocationMessage,
  invocationMessage,
} from "./environment-protocol.ts";
import { joinLocalNetwork } from "./local-network.ts";

const port = parentPort;
if (port === null) throw new Error("an execution environment runs in a thread of its own");

const tell = (message: EnvironmentMessage) => port.postMessage(message);
type Handler = (event: unknown, context: unknown) => unknown;
const handlerSchema = z.custom<Handler>((value) => typeof value === "function");

try {
  const handler = await loadHandler(environmentSetup.parse(workerData));
  port.on("message", async (message: unknown) => {
    const ended = await run(handler, invocationMessage.parse(message));
    // Flush the last message: the thread may be terminated right after its response.
    await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write("", done))));
    tell(ended);
  });
  tell({ kind: "ready" });
} catch (error) {
  tell({ kind: "not_loaded", ...described(error) });
}

async function loadHandler({ folder, handler, sink }: EnvironmentSetup): Promise<Handler> {
  if (sink !== undefined) joinLocalNetwork(sink);
  const [file = "", exportName = ""] = handler.split(".");
  const bundle = [".mjs", ".js", ".cjs"].map((end) => path.join(folder, file + end)).find(existsSync);
  if (bundle === undefined) throw new Error(`there is no ${file} in the bundle ${folder}`);
  const loaded = z.record(z.string(), z.unknown()).parse({ ...(await import(pathToFileURL(bundle).href)) });
  const found = handlerSchema.safeParse(loaded[exportName]);
  if (!found.success) throw new Error(`${bundle} exports no function called ${exportName}`);
  return found.data;
}

async function run(handler: Handler, message: InvocationMessage): Promise<EnvironmentMessage> {
  process.env._X_AMZN_TRACE_ID = message.trace;
  try {
    const answer = await handler(JSON.parse(message.event), contextOf(message));
    const usedHeapMegabytes = Number((process.memoryUsage().heapUsed / 2 ** 20).toFixed(1));
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
