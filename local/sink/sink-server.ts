import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isFromWebPage } from "../engines/web-pages.ts";
import type { ReceivedMessages } from "./received-messages.ts";
import { sinkHost } from "./sink-names.ts";
import { sinkPage } from "./sink-page.ts";

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const refused: Answer = { status: 403, type: "text/plain", body: "web pages may not use this server" };
const unknown: Answer = { status: 404, type: "text/plain", body: "GET / lists what was received" };

/** Receives what the functions send to the local targets, and shows it to people on this machine. */
export function createSinkServer(messages: ReceivedMessages): Server {
  return createServer((request, response) => {
    answer(request, messages).then(
      (given) => write(response, given),
      // The sender is gone.
      () => response.destroy(),
    );
  });
}

function write(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    "content-type": `${type}; charset=utf-8`,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  });
  response.end(body);
}

async function answer(request: IncomingMessage, messages: ReceivedMessages): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  // The local network keeps the name of the target; no page of a browser can send it from another origin.
  if (request.method === "POST" && request.headers.host === sinkHost && request.headers.origin === undefined) {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const isKnown = messages.receive({ path, headers, body: Buffer.concat(chunks).toString() });
    return isKnown ? { status: 200, type: "text/plain", body: "received" } : { ...unknown, status: 400 };
  }
  if (isFromWebPage(request)) return refused;
  if (request.method === "GET" && path === "/")
    return { status: 200, type: "text/html", body: sinkPage(messages.list()) };
  if (request.method === "GET" && path === "/messages")
    return { status: 200, type: "application/json", body: JSON.stringify({ items: messages.list() }) };
  return unknown;
}
