import * as z from "zod";
import type { InvocationResult } from "./environment-protocol.ts";

export interface GatewayResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

const responseSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** A response from the gateway itself: without an invocation, or after an invalid result. */
export function gatewayAnswer(status: number, message: string, headers: Record<string, string> = {}): GatewayResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** The HTTP response for an invocation result: payload format 2.0, or any other value as JSON. */
export function httpResponse(result: InvocationResult): GatewayResponse {
  if (result.outcome === "failed") {
    return result.errorType === "Sandbox.Timedout"
      ? gatewayAnswer(503, "Service Unavailable")
      : gatewayAnswer(500, "Internal Server Error");
  }
  const answer: unknown = JSON.parse(result.payload);
  if (typeof answer !== "object" || answer === null || !("statusCode" in answer)) {
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(text) };
  }
  const parsed = responseSchema.safeParse(answer);
  if (!parsed.success) return gatewayAnswer(500, "Internal Server Error");

  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  return {
    status: statusCode,
    headers: {
      "content-type": "text/plain;charset=utf-8",
      ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value])),
      ...(cookies && cookies.length > 0 ? { "set-cookie": [...cookies] } : {}),
    },
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}
