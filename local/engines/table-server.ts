import { mkdirSync } from "node:fs";
import path from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import * as z from "zod";
import type { EngineChannels } from "./engine-channel.ts";

export interface RunningTable {
  /** The endpoint for SDK clients, of DynamoDB and of its streams. */
  readonly endpoint: string;
  /** Channels of the same engine; undefined if it runs elsewhere. */
  readonly channels: EngineChannels | undefined;
  /** Removes all items and stream records. Rejects if the engine runs elsewhere. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the local stack's own table engine on 127.0.0.1, in a thread of this process.
 *
 * With `dataFile` what was answered survives a kill of the process; without it everything is in memory. If
 * DYNAMODB_ENDPOINT is set, that endpoint is used and nothing starts. See docs/adr/0041-the-local-table.md.
 */
export async function startTable({ dataFile }: { readonly dataFile?: string } = {}): Promise<RunningTable> {
  const external = process.env.DYNAMODB_ENDPOINT;
  if (external !== undefined && external !== "") {
    return {
      endpoint: external,
      channels: undefined,
      empty: () => Promise.reject(new Error(`the table at ${external} is not this stack's own (DYNAMODB_ENDPOINT)`)),
      stop: async () => undefined,
    };
  }
  if (dataFile !== undefined) mkdirSync(path.dirname(dataFile), { recursive: true });
  const thread = new Worker(new URL("./table/table-thread.ts", import.meta.url), {
    name: "table",
    workerData: { dataFile },
  });
  const { port } = z.object({ port: z.number() }).parse(
    await new Promise((resolve, reject) => {
      thread.once("message", resolve);
      thread.once("error", reject);
    }),
  );
  // Without the table nothing works, so the stack ends with it.
  thread.on("error", (error) => {
    throw error;
  });
  const endpoint = `http://127.0.0.1:${port}`;
  /** The answer of the thread to a message. */
  const done = async (message: "empty" | "stop") => {
    const answered = new Promise((resolve) => thread.once("message", resolve));
    thread.postMessage(message);
    await answered;
  };
  return {
    endpoint,
    empty: () => done("empty"),
    channels: {
      endpoint,
      connect() {
        const { port1, port2 } = new MessageChannel();
        thread.postMessage(port1, [port1]);
        return port2;
      },
    },
    async stop() {
      await done("stop");
      await thread.terminate();
    },
  };
}
