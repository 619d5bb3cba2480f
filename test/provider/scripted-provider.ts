import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Timer } from "../../functions/worker/provider/timer.ts";
import type { CallBudget, ProviderConnection } from "../../shared/operations/provider/provider-access.ts";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export type Script = (request: SeenRequest, response: ServerResponse) => void;

export interface ScriptedProvider {
  readonly origin: string;
  readonly requests: SeenRequest[];
  /** Requests for pages, without those for tokens. */
  reads(): string[];
  stop(): Promise<void>;
}

/** A real HTTP server on 127.0.0.1 that issues tokens by default and answers the rest by script. */
export async function startScripted(script: Script, tokenScript: Script = issueToken()): Promise<ScriptedProvider> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    readBody(request).then((body) => {
      const { method = "", url = "", headers } = request;
      const seen = { method, path: url, authorization: headers.authorization, body };
      requests.push(seen);
      (url.startsWith("/token") ? tokenScript : script)(seen, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the scripted provider has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    reads: () => requests.filter(({ path }) => !path.startsWith("/token")).map(({ path }) => path),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Tokens `token-1`, `token-2`, … */
export function issueToken(expiresInSeconds = 3600): Script {
  let issued = 0;
  return (_request, response) => {
    issued += 1;
    sendJson(response, 200, { token_type: "Bearer", expires_in: expiresInSeconds, access_token: `token-${issued}` });
  };
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

/** Answers each request with the next of these scripts; the last one stays. */
export function inTurn(...scripts: readonly Script[]): Script {
  let next = 0;
  return (request, response) => {
    const script = scripts[Math.min(next, scripts.length - 1)];
    next += 1;
    script?.(request, response);
  };
}

export function aConnection(origin: string, fields: Partial<ProviderConnection> = {}): ProviderConnection {
  return {
    id: "connection-1",
    baseUrl: `${origin}/beta`,
    tokenUrl: `${origin}/token`,
    clientId: "client",
    scope: { workspaceId: "acme", environmentId: "acme-prod" },
    secretName: "runtruth/test/acme/acme-prod/provider",
    isEnabled: true,
    consentStatus: "unknown",
    ...fields,
  };
}

/** A timer without real waits: it records each wait, reduces the time left, and triggers a timeout on demand. */
export function spentTimer(timeLeftMillis = 600_000) {
  const waits: number[] = [];
  const limits: AbortController[] = [];
  let left = timeLeftMillis;
  const stop = new AbortController();
  const timer: Timer = {
    async wait(millis) {
      waits.push(millis);
      left -= millis;
    },
    limit() {
      const controller = new AbortController();
      limits.push(controller);
      return controller.signal;
    },
  };
  const budget: CallBudget = { signal: stop.signal, timeLeftMillis: () => left };
  return { timer, waits, budget, stop, passLimit: () => limits.at(-1)?.abort() };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}
