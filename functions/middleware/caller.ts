import { createHash } from "node:crypto";
import * as z from "zod";
import { ProblemError } from "../../shared/errors.ts";
import type { Initiator } from "../../shared/run/run.ts";

/** Who the gateway says is calling. */
export interface Caller {
  readonly sub: string;
  readonly name: string;
}

/** OpenID Connect: at most 255 ASCII characters. */
const claims = z.object({
  sub: z.string().regex(/^[\x21-\x7e]{1,255}$/),
  name: z.string().optional().catch(undefined),
});
const authorized = z.object({
  requestContext: z.object({ authorizer: z.object({ jwt: z.object({ claims }) }) }),
});

/**
 * The caller, from the claims the gateway's authorizer verified: subject and, for words only, name. Everything
 * else a token may say is ignored. Throws `unauthenticated` when there are none, which the gateway prevents.
 */
export function callerOf(event: unknown): Caller {
  const read = authorized.safeParse(event);
  if (!read.success) throw new ProblemError("unauthenticated", { detail: "The request carries no valid token." });
  const { sub, name } = read.data.requestContext.authorizer.jwt.claims;
  return { sub, name: name?.trim() ? name.trim() : sub };
}

const initiatorCharactersMax = 40;

/**
 * The caller as a run keeps them, at most 40 characters each. A longer subject is cut and marked by a digest of
 * the whole, so that two people who begin alike stay two.
 */
export function initiatorOf(caller: Caller): Initiator {
  return {
    id: boundedSub(caller.sub),
    name: [...caller.name].slice(0, initiatorCharactersMax).join("").toWellFormed(),
  };
}

function boundedSub(sub: string): string {
  if (sub.length <= initiatorCharactersMax) return sub;
  return `${sub.slice(0, 18)}~${createHash("sha256").update(sub).digest("base64url").slice(0, 21)}`;
}
