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
  const caller = findCaller(event);
  if (caller === undefined) {
    throw new ProblemError("unauthenticated", { detail: "The request carries no valid token." });
  }
  return caller;
}

/** The same; undefined for a request without verified claims, such as one to an open route. */
export function findCaller(event: unknown): Caller | undefined {
  const read = authorized.safeParse(event);
  if (!read.success) return undefined;
  const { sub, name } = read.data.requestContext.authorizer.jwt.claims;
  return { sub, name: name?.trim() ? name.trim() : sub };
}

/** What a run keeps of its initiator, id and name together: more would cost every one of its writes a further unit. */
const initiatorBytesMax = 80;
const subjectCharactersMax = 64;

/**
 * The caller as a run keeps them. The subject stays whole up to 64 characters, because a later check must find the
 * person again, and the name gets what is left. A longer subject is cut and marked by a digest of the whole, so
 * that two people who begin alike stay two.
 */
export function initiatorOf(caller: Caller): Initiator {
  const id = boundedSub(caller.sub);
  return { id, name: cutToBytes(caller.name, initiatorBytesMax - id.length) };
}

function boundedSub(sub: string): string {
  if (sub.length <= subjectCharactersMax) return sub;
  return `${sub.slice(0, 42)}~${createHash("sha256").update(sub).digest("base64url").slice(0, 21)}`;
}

/** The longest beginning of a text that fits, never half a character. */
function cutToBytes(text: string, bytesMax: number): string {
  let cut = "";
  for (const character of text.toWellFormed()) {
    if (Buffer.byteLength(cut) + Buffer.byteLength(character) > bytesMax) break;
    cut += character;
  }
  return cut;
}
