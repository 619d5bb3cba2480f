import { EventEmitter } from "node:events";
import http, { type RequestOptions } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { MessagePort } from "node:worker_threads";
import { type EngineResponse, openClient, type SendRequest } from "../engines/engine-channel.ts";

/** The channel to an engine, with the host and port whose requests it takes over. */
export interface EngineRoute {
  readonly host: string;
  readonly port: MessagePort;
}

/** The part of a socket that the SDK sets options of. */
const socket = {
  connecting: false,
  setKeepAlive: () => undefined,
  setTimeout: () => undefined,
  removeListener: () => undefined,
  destroy: () => undefined,
};

/**
 * Leads this thread's HTTP requests to the engines through their channels. All other requests are untouched. The bundles
 * know nothing of it: the SDK's handler of HTTP requests calls `http.request` as everywhere. It must run before a bundle
 * is loaded.
 */
export function joinEngines(routes: readonly EngineRoute[]): void {
  const engines = new Map(routes.map(({ host, port }) => [host, openClient(port)]));
  const { request } = http;
  Object.assign(http, {
    request: (options: RequestOptions | string | URL, ...rest: readonly unknown[]) => {
      const [onResponse] = rest;
      if (typeof options !== "string" && !(options instanceof URL) && isListener(onResponse)) {
        const send = engines.get(`${options.host}:${options.port}`);
        if (send !== undefined) return channelRequest(options, onResponse, send);
      }
      return Reflect.apply(request, http, [options, ...rest]);
    },
  });
  syncBuiltinESMExports();
}

type Listener = (response: unknown) => unknown;
const isListener = (value: unknown): value is Listener => typeof value === "function";

/** A request with what the SDK's handler uses of Node's: its events, its body in one piece, and its end before a response. */
function channelRequest({ path: pathAndQuery, headers }: RequestOptions, onResponse: Listener, send: SendRequest) {
  let isGone = false;
  const request = Object.assign(new EventEmitter(), {
    socket,
    end(body: string | Uint8Array = "") {
      const text = typeof body === "string" ? body : Buffer.from(body).toString();
      const target = headers !== undefined && "x-amz-target" in headers ? String(headers["x-amz-target"]) : "";
      const [path = "/"] = (pathAndQuery ?? "/").split("?");
      send({ path, target, body: text }, (response) => {
        if (isGone) return;
        onResponse(responseOf(response));
        request.emit("close");
      });
    },
    destroy(error?: Error) {
      isGone = true;
      if (error !== undefined) request.emit("error", error);
      request.emit("close");
    },
  });
  return request;
}

/** The whole body with the fields of a response: the SDK collects a stream, but takes bytes as they are. */
function responseOf({ status, body, headers }: EngineResponse) {
  return Object.assign(Buffer.from(body), {
    statusCode: status,
    statusMessage: "",
    headers: { "content-type": "application/x-amz-json-1.0", date: dateText(), ...headers },
  });
}

let date = { second: 0, text: "" };

/** The `date` of a response, by which the table's clients know its time. */
function dateText(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== date.second) date = { second, text: new Date(second * 1000).toUTCString() };
  return date.text;
}
