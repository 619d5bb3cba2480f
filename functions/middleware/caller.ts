import * as z from "zod";
import { boundedSubject } from "../../shared/bounded-subject.ts";
import { ProblemError } from "../../shared/errors.ts";
import { cleanText } from "../../shared/plain-text.ts";
import { redactText } from "../../shared/redaction.ts";
import type { Initiator } from "../../shared/run/run.ts";
import { isReservedSubject, subjectPattern } from "../../shared/subject.ts";

/** Who the gateway says is calling. */
export interface Caller {
  readonly sub: string;
  readonly name: string;
}

const claims = z.object({
  sub: z
    .string()
    .regex(subjectPattern)
    .refine((sub) => !isReservedSubject(sub)),
  name: z.string().optional().catch(undefined),
});
const authorized = z.object({
  requestContext: z.object({ authorizer: z.object({ jwt: z.object({ claims }) }) }),
});

/**
 * The caller, from the claims the gateway's authorizer verified: subject and, for words only, name. Everything
 * else a token may say is ignored. Throws `unauthenticated` when there are none, which the gateway prevents, and for a
 * subject that is the platform's own.
 */
export function callerOf(event: unknown): Caller {
  const caller = findCaller(event);
  if (caller === undefined) {
    throw new ProblemError("unauthenticated", {
      detail: "The request carries no valid token, or one whose subject is reserved for the platform.",
    });
  }
  return caller;
}

/** The same; undefined for a request without verified claims, such as one to an open route. */
export function findCaller(event: unknown): Caller | undefined {
  const read = authorized.safeParse(event);
  if (!read.success) return undefined;
  const { sub, name } = read.data.requestContext.authorizer.jwt.claims;
  return { sub, name: nameOf(name ?? "") || sub };
}

/** An identity provider lets people choose their names: what could hide a secret or a command is not kept. */
const nameOf = (claim: string) => redactText(cleanText(claim, nameCharactersMax));
const nameCharactersMax = 80;

/** What a run keeps of its initiator, id and name together: more would cost every one of its writes a further unit. */
const initiatorBytesMax = 80;

/** The caller as a run keeps them: the subject within 64 characters, and as much of the name as there is room for. */
export function initiatorOf(caller: Caller): Initiator {
  const id = boundedSubject(caller.sub);
  return { id, name: cutToBytes(caller.name, initiatorBytesMax - id.length) };
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
