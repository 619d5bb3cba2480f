import type { IncomingHttpHeaders } from "node:http";
import { decoded } from "./route-matching.ts";

export interface GatewayRequest {
  readonly method: string;
  /** Path and query of the request line, still encoded. */
  readonly target: string;
  /** Header names in lower case; repeated headers are joined with commas. */
  readonly headers: IncomingHttpHeaders;
  readonly sourceIp: string;
  readonly body: Buffer;
}

export interface GatewayMatch {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The claims of the accepted token, all as text; undefined for a public route. */
  readonly claims: Readonly<Record<string, string>> | undefined;
  readonly requestId: string;
  readonly apiId: string;
  readonly receivedAt: Date;
}

/** A request as a Lambda event in payload format 2.0. */
export function httpEvent(request: GatewayRequest, match: GatewayMatch) {
  const [path = "/", ...query] = request.target.split("?");
  const rawQueryString = query.join("?");
  const { cookie, ...headers } = request.headers;
  const isBase64Encoded = request.body.length > 0 && !isText(request.headers["content-type"]);
  const domainName = request.headers.host ?? "127.0.0.1";
  const parameters = queryParameters(rawQueryString);

  return {
    version: "2.0",
    routeKey: match.routeKey,
    rawPath: decoded(path),
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(";").map((one) => one.trim()) }),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : (value ?? "")]),
    ),
    ...(Object.keys(parameters).length === 0 ? {} : { queryStringParameters: parameters }),
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: "000000000000",
      apiId: match.apiId,
      ...(match.claims === undefined ? {} : { authorizer: { jwt: { claims: match.claims, scopes: null } } }),
      domainName,
      domainPrefix: domainName.split(".")[0] ?? "",
      http: {
        method: request.method,
        path: decoded(path),
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: match.requestId,
      routeKey: match.routeKey,
      stage: "$default",
      time: match.receivedAt.toUTCString(),
      timeEpoch: match.receivedAt.getTime(),
    },
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}

/** Repeated parameters are joined with commas. */
function queryParameters(query: string): Record<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(found);
}

/** Content types that API Gateway passes as text; all others, including forms, are base64-encoded. */
function isText(contentType: string | undefined): boolean {
  if (contentType === undefined) return true;
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  return (
    type.startsWith("text/") ||
    ["application/json", "application/xml", "application/javascript"].includes(type) ||
    type.endsWith("+json") ||
    type.endsWith("+xml")
  );
}
