import type { LookupAddress } from "node:dns";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { Readable } from "node:stream";
import { outboundUrlOf, type TargetFault } from "../../../shared/run/outbound-url.ts";
import { isPublicAddress } from "./public-address.ts";

/** One message to a target. The body is sent as it is, because its signature covers every byte. */
export interface OutboundMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer to a message; its body is read up to a limit and dropped, because it may contain anything. */
export type OutboundAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: "unanswered"; readonly reason: "network" | "timed_out" | "stopped" }
  /** Nothing was sent. */
  | { readonly kind: "not_allowed"; readonly fault: TargetFault };

interface Dependencies {
  /** All addresses of a host name, from the system's resolver. Throws when there are none. */
  readonly resolve: (hostname: string) => Promise<readonly LookupAddress[]>;
  /** Starts a request, as `request` of Node's https module does. */
  readonly request?: (url: URL, options: RequestOptions, onAnswer: (answer: Answer) => void) => Requested;
}

/** The parts of a request and its answer that are used. */
export interface Requested {
  on(event: "error", listener: (error: Error) => void): unknown;
  end(body: string): unknown;
}
export interface Answer extends Readable {
  readonly statusCode?: number | undefined;
  readonly headers: { readonly "retry-after"?: string | undefined };
}

/** Time for one answer, in milliseconds. */
export const answerMillisMax = 10_000;
/** Bytes read of an answer, so that its connection can be closed in order. */
const answerBytesMax = 64 * 1024;

/**
 * Sends messages to addresses that people entered, and reaches only the public internet with them. The name is resolved
 * once, every address of it is checked, and the connection is made to a checked address: a name that changes its address
 * in between gains nothing. Redirects are answers like any other.
 */
export function createOutboundCall({ resolve, request = httpsRequest }: Dependencies) {
  return async function call(message: OutboundMessage, signal: AbortSignal): Promise<OutboundAnswer> {
    const limit = AbortSignal.timeout(answerMillisMax);
    const either = AbortSignal.any([signal, limit]);
    try {
      const url = outboundUrlOf(message.url);
      if ("fault" in url) return { kind: "not_allowed", fault: url.fault };
      const addresses = await before(either, resolve(url.hostname)).catch(() => []);
      either.throwIfAborted();
      const [address] = addresses;
      if (address === undefined) return { kind: "not_allowed", fault: "not_resolved" };
      if (!addresses.every((one) => isPublicAddress(one.address)))
        return { kind: "not_allowed", fault: "address_not_public" };
      return await callAddress(url, address, message, either);
    } catch {
      return { kind: "unanswered", reason: signal.aborted ? "stopped" : limit.aborted ? "timed_out" : "network" };
    }
  };

  function callAddress(url: URL, pinned: LookupAddress, { headers, body }: OutboundMessage, signal: AbortSignal) {
    return new Promise<OutboundAnswer>((settle, fail) => {
      const options: RequestOptions = {
        method: "POST",
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
        signal,
        // A connection of its own: one from a pool may lead to an address that was checked for another name.
        agent: false,
        lookup: (_hostname, { all }, done) =>
          all === true ? done(null, [pinned]) : done(null, pinned.address, pinned.family),
      };
      const started = request(url, options, (answer) => {
        let bytes = 0;
        const end = () =>
          settle({ kind: "answered", status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"] });
        answer.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > answerBytesMax) answer.destroy();
        });
        answer.on("close", end);
        answer.on("error", end);
      });
      started.on("error", fail);
      started.end(body);
    });
  }
}
export type OutboundCall = ReturnType<typeof createOutboundCall>;

/** The value, unless the signal is aborted first: a resolver has no time limit of its own. */
function before<Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([value, aborted]);
}
