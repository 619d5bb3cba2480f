import { createServer, type IncomingMessage } from "node:http";

export interface Gate {
  readonly origin: string;
  /** Requests that change something, as "METHOD /path", in their order. */
  readonly writes: string[];
  /** The answers to the next requests that hold this text are lost, after the provider acted. */
  loseAnswersTo(text: string, times: number): void;
  stop(): Promise<void>;
}

/** Stands before a provider, hands everything on, and notes what changes something. */
export async function startGate(target: string): Promise<Gate> {
  const writes: string[] = [];
  let losing = { text: "", times: 0 };
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`;
    forward(request, target).then(
      async (answer) => {
        if (request.method !== "GET" && !line.includes("/token")) writes.push(line);
        if (losing.times > 0 && line.includes(losing.text)) {
          losing = { ...losing, times: losing.times - 1 };
          response.destroy();
          return;
        }
        const retryAfter = answer.headers.get("retry-after");
        response.writeHead(answer.status, {
          "content-type": "application/json",
          ...(retryAfter !== null && { "retry-after": retryAfter }),
        });
        response.end(Buffer.from(await answer.arrayBuffer()));
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    writes,
    loseAnswersTo(text, times) {
      losing = { text, times };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function forward(request: IncomingMessage, target: string): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const { authorization, "content-type": contentType } = request.headers;
  return fetch(`${target}${request.url}`, {
    method: request.method ?? "GET",
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(contentType !== undefined && { "content-type": contentType }),
    },
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
}
