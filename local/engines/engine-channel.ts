import { MessageChannel, type MessagePort } from "node:worker_threads";

/** What the engines read of a request of an SDK client. AWS's JSON protocols use nothing else of HTTP. */
export interface EngineRequest {
  /** The path of the URL, still encoded, without its query. */
  readonly path: string;
  /** The `x-amz-target` header; empty without one. */
  readonly target: string;
  readonly body: string;
}

export interface EngineResponse {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request on its way through a port, which belongs to one client. */
export interface SentRequest extends EngineRequest {
  readonly id: number;
}
export interface SentResponse extends EngineResponse {
  readonly id: number;
}

/**
 * An engine that functions of this process reach through a channel between threads. The SDK in a function sees the same
 * responses as from the engine's HTTP server, without its sockets and parsers. See docs/adr/0042-engines-in-memory.md.
 */
export interface EngineChannels {
  /** The engine's HTTP address, whose requests the channel takes over. */
  readonly endpoint: string;
  /** Opens a channel; the returned end is for a client, usually in another thread. */
  connect(): MessagePort;
}

/** Answers the requests of a port, each once, in any order. */
export function serveEngine(
  port: MessagePort,
  answer: (request: EngineRequest, respond: (response: EngineResponse) => void) => void,
): void {
  port.on("message", ({ id, ...request }: SentRequest) =>
    answer(request, (response) => {
      const sent: SentResponse = { id, ...response };
      port.postMessage(sent);
    }),
  );
}

/** The same for an engine that answers later, in this thread. A failure is a response of 500, as over HTTP. */
export function openChannel(answer: (request: EngineRequest) => Promise<EngineResponse>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  serveEngine(port1, (request, respond) => {
    answer(request)
      .catch((error: unknown) => ({
        status: 500,
        body: JSON.stringify({ __type: "InternalFailure", message: String(error) }),
      }))
      .then(respond);
  });
  return port2;
}

/** The client's end of a channel. A thread with nothing else to do may end while a request waits. */
export function channelClient(port: MessagePort): (request: EngineRequest) => Promise<EngineResponse> {
  const send = openClient(port);
  return (request) => new Promise((resolve) => send(request, resolve));
}

export type SendRequest = (request: EngineRequest, onResponse: (response: EngineResponse) => void) => void;

/** The same with a callback, for requests that may be given up. */
export function openClient(port: MessagePort): SendRequest {
  const waiting = new Map<number, (response: EngineResponse) => void>();
  let last = 0;
  port.on("message", ({ id, ...response }: SentResponse) => {
    const onResponse = waiting.get(id);
    waiting.delete(id);
    onResponse?.(response);
  });
  port.unref();
  return (request, onResponse) => {
    last += 1;
    waiting.set(last, onResponse);
    port.postMessage({ id: last, ...request } satisfies SentRequest);
  };
}
