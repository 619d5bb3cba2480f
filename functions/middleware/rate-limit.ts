import type { MiddlewareObj } from "@middy/core";
import type { Clock } from "../../shared/foundation/clock.ts";
import { findCaller } from "./caller.ts";
import { ProblemError } from "./errors.ts";

/** Burst size, in seconds of the sustained rate. */
const burstSeconds = 4;
/** Buckets kept in memory. The least recently used one is evicted first; its caller starts with a full bucket. */
const callersMax = 10_000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * Limits the request rate per caller with a token bucket in the memory of one execution environment. It is approximate
 * by design: N environments allow N times the rate. The gateway's throttling is the hard limit, and the only one for
 * unauthenticated requests.
 */
export function rateLimit({ perSecond, clock }: { perSecond: number; clock: Clock }): MiddlewareObj {
  const size = perSecond * burstSeconds;
  const buckets = new Map<string, Bucket>();

  return {
    before({ event }) {
      const sub = findCaller(event)?.sub;
      if (sub === undefined) return;
      const now = clock.now().getTime();
      const last = buckets.get(sub) ?? { tokens: size, at: now };
      const tokens = Math.min(size, last.tokens + (Math.max(0, now - last.at) / 1000) * perSecond);

      buckets.delete(sub);
      buckets.set(sub, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= callersMax) break;
        buckets.delete(oldest);
      }
      if (tokens >= 1) return;
      const seconds = Math.max(1, Math.ceil((1 - tokens) / perSecond));
      throw new ProblemError("rate_limited", {
        detail: `Too many requests. Retry in ${seconds} s.`,
        headers: { "retry-after": String(seconds) },
      });
    },
  };
}
