import { parseExactJson } from "../../../shared/foundation/exact-json.ts";
import type { CallBudget } from "../../../shared/operations/provider/provider-access.ts";
import type { Timer } from "./timer.ts";

/** One request. Its name is the subject of every message about it. */
export interface Call {
  readonly name: string;
  readonly url: URL;
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The result of a request. `json` is absent when the body is not JSON; the raw body never leaves this file. */
export type Exchange =
  | { readonly kind: "answered"; readonly status: number; readonly headers: Headers; readonly json?: unknown }
  | { readonly kind: "unanswered"; readonly reason: "network" | "timed_out" | "stopped"; readonly message: string }
  | { readonly kind: "damaged"; readonly message: string };

/** Timeout of one response including its body, in milliseconds. */
export const callMillisMax = 60_000;
/** Maximum body size in bytes, after decompression: larger than any page, smaller than a worker's memory. */
export const bodyBytesMax = 16 * 1024 * 1024;

class BodyTooLarge extends Error {}

/**
 * Makes one request, never follows a redirect, and reads the body as JSON, with or without a byte order mark. Every
 * failure is a returned value; nothing is thrown.
 */
export async function exchange(call: Call, budget: CallBudget, timer: Timer): Promise<Exchange> {
  const limitMillis = Math.max(0, Math.min(callMillisMax, budget.timeLeftMillis()));
  const limit = timer.limit(limitMillis);
  const signal = AbortSignal.any([budget.signal, limit]);
  let isAnswered = false;
  try {
    signal.throwIfAborted();
    const response = await fetch(call.url, {
      method: call.method,
      headers: { accept: "application/json", ...call.headers },
      ...(call.body !== undefined && { body: call.body }),
      redirect: "manual",
      signal,
    });
    isAnswered = true;
    const { status, headers } = response;
    const json = parseJson(await readText(response));
    return { kind: "answered", status, headers, ...(json !== undefined && { json }) };
  } catch (error) {
    if (budget.signal.aborted) {
      return { kind: "unanswered", reason: "stopped", message: `${call.name} was stopped: the attempt's time is up.` };
    }
    if (limit.aborted) {
      const seconds = Math.round(limitMillis / 1000);
      return { kind: "unanswered", reason: "timed_out", message: `${call.name} timed out after ${seconds} s.` };
    }
    if (error instanceof BodyTooLarge) {
      return { kind: "damaged", message: `${call.name} was answered with more than 16 MB.` };
    }
    if (
      error instanceof TypeError &&
      isAnswered &&
      "code" in error &&
      error.code === "ERR_ENCODING_INVALID_ENCODED_DATA"
    ) {
      return { kind: "damaged", message: `${call.name} was answered with bytes that are not UTF-8.` };
    }
    if (isAnswered) return { kind: "damaged", message: `${call.name} was answered with a body that ends too early.` };
    return { kind: "unanswered", reason: "network", message: `${call.name} got no answer.` };
  }
}

/**
 * The body as text, without a byte order mark. Throws for invalid UTF-8: replacement characters would change a
 * policy.
 */
async function readText(response: Response): Promise<string> {
  if (response.body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > bodyBytesMax) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

function parseJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}
