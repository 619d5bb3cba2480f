import type { APIGatewayProxyEventV2 } from "aws-lambda";

export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: string;
  /** The caller; null for a request without verified claims. */
  readonly as?: string | null;
  /** Sent as JSON; a string is sent unchanged. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

let requests = 0;

/** The gateway's event for a request, in payload format 2.0, with a unique id. */
export function eventOf({ method = "GET", path, query = "", as = "operator", body, headers = {} }: Call) {
  requests += 1;
  const claims = as === null ? {} : { authorizer: { jwt: { claims: { sub: as, scope: "ignored" }, scopes: [] } } };
  const event: APIGatewayProxyEventV2 = {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: query,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "localhost",
      domainPrefix: "localhost",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" },
      requestId: `request-${requests}`,
      routeKey: `${method} ${path}`,
      stage: "$default",
      time: "",
      timeEpoch: 0,
      ...claims,
    },
    isBase64Encoded: false,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  };
  return event;
}
