import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { PlannedRoute } from "../assembly/planned-routes.ts";
import type { InvocationResult } from "./environment-protocol.ts";
import { httpEvent } from "./http-event.ts";
import { type GatewayResponse, gatewayAnswer, httpResponse } from "./http-response.ts";
import type { Authorizer } from "./jwt-authorizer.ts";
import { createRouteMatcher } from "./route-matching.ts";

interface GatewaySetup {
  /** The console's files on the same origin, which take precedence, as with CloudFront. */
  readonly findPage?: (method: string, path: string) => GatewayResponse | undefined;
  readonly routes: readonly PlannedRoute[];
  readonly authorize: Authorizer;
  invoke(functionArn: string, event: unknown, requestId: string, gone: AbortSignal): Promise<InvocationResult>;
  readonly onError: (error: unknown) => void;
  /** The request timeout; default 30 s. */
  readonly senderMilliseconds?: number;
}

/** Limits of an HTTP API and its function. */
const bodyBytesMax = 10 * 1024 * 1024;
const answerBytesMax = 6 * 1024 * 1024;
const headerBytesMax = 10_240;

/** The HTTP API: receives requests, verifies tokens and invokes functions. */
export function createGateway(setup: GatewaySetup): Server {
  const { findPage, routes, authorize, invoke, onError, senderMilliseconds = 30_000 } = setup;
  const match = createRouteMatcher(routes);
  // Disconnect slow senders before they exhaust the connections.
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
    // "close" fires after the response and when the client disconnects.
    // With a reason, because the default one takes a stack trace.
    response.once("close", () => gone.abort("closed"));
    answer(request, requestId, gone.signal)
      .catch((error: unknown) => {
        onError(error);
        return gatewayAnswer(500, "Internal Server Error");
      })
      .then((given) => write(response, request, given, requestId));
  });
}

function write(response: ServerResponse, request: IncomingMessage, given: GatewayResponse, requestId: string): void {
  // The rest of a rejected body is not read, so the connection cannot be reused.
  if (!request.complete) response.setHeader("connection", "close");
  const hasBody = given.status !== 204 && given.status !== 304;
  response.writeHead(given.status, {
    ...given.headers,
    ...(hasBody ? { "content-length": given.body.length } : {}),
    "apigw-requestid": requestId,
  });
  response.end(hasBody && request.method !== "HEAD" ? given.body : undefined);
}

/** The body, or undefined when it exceeds the gateway's limit. */
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

/** After the gateway's timeout the function continues to run, as on AWS. */
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
