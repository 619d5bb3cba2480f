import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { PlannedRoute } from "../assembly/planned-routes.ts";
import type { InvocationResult } from "./environment-protocol.ts";
import { httpEvent } from "./http-event.ts";
import { type GatewayResponse, gatewayAnswer, httpResponse } from "./http-response.ts";
import type { Authorizer } from "./jwt-authorizer.ts";
import { createRouteMatcher } from "./route-matching.ts";

interface GatewaySetup {
  /** What stands beside the API on the same origin, asked first: the console's files, as CloudFront serves them. */
  readonly findPage?: (method: string, path: string) => GatewayResponse | undefined;
  readonly routes: readonly PlannedRoute[];
  readonly authorize: Authorizer;
  invoke(functionArn: string, event: unknown, requestId: string, gone: AbortSignal): Promise<InvocationResult>;
  readonly onError: (error: unknown) => void;
  /** How long a sender may take over one request; 30 s unless given. */
  readonly senderMilliseconds?: number;
}

/** Limits of an HTTP API and of the function behind it. */
const bodyBytesMax = 10 * 1024 * 1024;
const answerBytesMax = 6 * 1024 * 1024;
const headerBytesMax = 10_240;

/** The HTTP API: takes requests, checks tokens, asks functions. Listens on 127.0.0.1 from the moment it is given one. */
export function createGateway(setup: GatewaySetup): Server {
  const { findPage, routes, authorize, invoke, onError, senderMilliseconds = 30_000 } = setup;
  const match = createRouteMatcher(routes);
  // Who sends a byte now and then is asked to go, before their connection costs anybody else one.
  const patience = {
    requestTimeout: senderMilliseconds,
    headersTimeout: senderMilliseconds,
    connectionsCheckingInterval: Math.min(senderMilliseconds, 5000),
  };

  const answer = async (request: IncomingMessage, requestId: string, gone: AbortSignal): Promise<GatewayResponse> => {
    const method = request.method ?? "GET";
    const target = request.url ?? "/";
    const path = target.split("?")[0] ?? "/";
    const page = findPage?.(method, path);
    if (page !== undefined) return page;
    const found = match(method, path);
    if (found === undefined) return gatewayAnswer(404, "Not Found");
    const { route, pathParameters } = found;

    const authorization = route.jwt && (await authorize(request.headers.authorization, route.jwt));
    if (authorization?.result === "unauthorized") {
      return gatewayAnswer(401, "Unauthorized", { "www-authenticate": "Bearer" });
    }
    if (authorization?.result === "forbidden") return gatewayAnswer(403, "Forbidden");

    const body = await readBody(request);
    if (body === undefined) return gatewayAnswer(413, "Request Entity Too Large");
    const event = httpEvent(
      { method, target, headers: request.headers, sourceIp: request.socket.remoteAddress ?? "127.0.0.1", body },
      {
        routeKey: route.key,
        pathParameters,
        claims: authorization?.claims,
        requestId,
        apiId: "local",
        receivedAt: new Date(),
      },
    );
    const response = await within(route.timeoutMilliseconds, invoke(route.functionArn, event, requestId, gone));
    return response.body.length > answerBytesMax ? gatewayAnswer(500, "Internal Server Error") : response;
  };

  return createServer({ maxHeaderSize: headerBytesMax, ...patience }, (request, response) => {
    const requestId = randomUUID();
    const gone = new AbortController();
    // Closed is what has been answered, and what its sender has given up.
    response.once("close", () => gone.abort());
    answer(request, requestId, gone.signal)
      .catch((error: unknown) => {
        onError(error);
        return gatewayAnswer(500, "Internal Server Error");
      })
      .then((given) => write(response, request, given, requestId));
  });
}

function write(response: ServerResponse, request: IncomingMessage, given: GatewayResponse, requestId: string): void {
  // The rest of a refused body is not read, so the connection cannot be used again.
  if (!request.complete) response.setHeader("connection", "close");
  const hasBody = given.status !== 204 && given.status !== 304;
  response.writeHead(given.status, {
    ...given.headers,
    ...(hasBody ? { "content-length": given.body.length } : {}),
    "apigw-requestid": requestId,
  });
  response.end(hasBody && request.method !== "HEAD" ? given.body : undefined);
}

/** The whole body, or undefined once it is larger than the gateway lets through. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > bodyBytesMax) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > bodyBytesMax) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** A function that has begun goes on after the gateway has lost its patience, as on AWS. */
async function within(milliseconds: number, invocation: Promise<InvocationResult>): Promise<GatewayResponse> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<GatewayResponse>((resolve) => {
    timer = setTimeout(() => resolve(gatewayAnswer(503, "Service Unavailable")), milliseconds);
  });
  try {
    return await Promise.race([invocation.then(httpResponse), late]);
  } finally {
    clearTimeout(timer);
  }
}
