/** The table's server: a thread of its own, so that requests to the table do not wait for the rest of the stack. */
import { createServer } from "node:http";
import { MessagePort, parentPort, workerData } from "node:worker_threads";
import * as z from "zod";
import { systemClock } from "../../../shared/foundation/clock.ts";
import { type EngineRequest, type EngineResponse, serveEngine } from "../engine-channel.ts";
import { isFromWebPage } from "../web-pages.ts";
import { StoreError } from "./errors.ts";
import { openKeptTables } from "./kept-tables.ts";
import { TransactionCancelled } from "./transactions.ts";
import { isRecord } from "./values.ts";

const port = parentPort;
if (port === null) throw new Error("the table's server runs in a thread of its own");
// Node warns that its SQLite is new.
process.removeAllListeners("warning");

const { dataFile } = z.object({ dataFile: z.string().optional() }).parse(workerData);
const tables = openKeptTables(systemClock, dataFile);

/** Responses of one turn of the event loop: they are sent when what they say is kept. */
let unsent: (() => void)[] = [];

function flush(): void {
  const sending = unsent;
  unsent = [];
  tables.commit();
  for (const send of sending) send();
}

function answer({ target, body }: Omit<EngineRequest, "path">, respond: (response: EngineResponse) => void): void {
  const response = outcomeOf(target.split(".").at(-1) ?? "", body);
  if (unsent.length === 0) setImmediate(flush);
  unsent.push(() => respond(response));
}

function outcomeOf(operation: string, text: string): EngineResponse {
  try {
    const request: unknown = JSON.parse(text);
    return { status: 200, body: tables.answer(operation, isRecord(request) ? request : {}) };
  } catch (error) {
    const isOurs = error instanceof StoreError;
    const { name, message } = isOurs ? error : { name: "InternalServerError", message: String(error) };
    const details = {
      __type: `com.amazonaws.dynamodb.v20120810#${name}`,
      message,
      ...(isOurs && error.item && { Item: error.item }),
      ...(error instanceof TransactionCancelled && { CancellationReasons: error.reasons }),
    };
    return { status: isOurs ? 400 : 500, body: JSON.stringify(details) };
  }
}

const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  if (isFromWebPage(request)) {
    response.writeHead(403).end("web pages may not call this server");
    return;
  }
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const target = String(request.headers["x-amz-target"]);
    answer({ target, body: Buffer.concat(chunks).toString() }, ({ status, body }) => {
      response.writeHead(status, {
        "content-type": "application/x-amz-json-1.0",
        "content-length": Buffer.byteLength(body),
      });
      response.end(body);
    });
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  port.postMessage({ port: typeof address === "object" ? address?.port : undefined });
});
port.on("message", (message: unknown) => {
  if (message instanceof MessagePort) return serveEngine(message, answer);
  if (message === "empty") {
    tables.empty();
    flush();
    port.postMessage({ emptied: true });
    return;
  }
  server.closeAllConnections();
  server.close(() => {
    flush();
    tables.close();
    port.postMessage({ stopped: true });
  });
});
