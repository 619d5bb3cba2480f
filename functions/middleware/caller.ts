import * as z from "zod";
import { boundedSubject } from "../../shared/access/bounded-subject.ts";
import { isReservedSubject, subjectPattern } from "../../shared/access/subject.ts";
import { cleanText } from "../../shared/foundation/plain-text.ts";
import { redactText } from "../../shared/redaction/redact.ts";
import type { Initiator } from "../../shared/run/run.ts";
import { ProblemError } from "./errors.ts";

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
 * The caller, from the claims the gateway's authorizer verified: the subject and, for display only, the name. All other
 * claims are ignored. Throws `unauthenticated` without verified claims, which the gateway prevents, and for a subject
 * that is reserved for the platform.
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

/** Like `callerOf`, but undefined for a request without verified claims, such as one to a public route. */
export function findCaller(event: unknown): Caller | undefined {
  const read = authorized.safeParse(event);
  if (!read.success) return undefined;
  const { sub, name } = read.data.requestContext.authorizer.jwt.claims;
  return { sub, name: nameOf(name ?? "") || sub };
}

/** Users of an identity provider choose their own names: control characters and secrets are removed. */
const nameOf = (claim: string) => redactText(cleanText(claim, nameCharactersMax));
const nameCharactersMax = 80;

/** Id and name of a run's initiator together. A larger item would cost each write of the run another capacity unit. */
const initiatorBytesMax = 80;

/** The caller as stored with a run: the subject in at most 64 characters, the name cut to the remaining bytes. */
export function initiatorOf(caller: Caller): Initiator {
  const id = boundedSubject(caller.sub);
  return { id, name: cutToBytes(caller.name, initiatorBytesMax - id.length) };
}

/** The longest prefix of a text that fits, without splitting a character. */
function cutToBytes(text: string, bytesMax: number): string {
  let cut = "";
  for (const character of text.toWellFormed()) {
    if (Buffer.byteLength(cut) + Buffer.byteLength(character) > bytesMax) break;
    cut += character;
  }
  return cut;
}
