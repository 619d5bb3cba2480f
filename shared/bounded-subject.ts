import { createHash } from "node:crypto";

const subjectCharactersMax = 64;
const shortened = /^.{42}~[\w-]{21}$/;

/** Whether this is what `boundedSubject` made of a longer one, whose person can no longer be found by it. */
export const isShortenedSubject = (id: string): boolean => shortened.test(id);

/**
 * A subject as runs and notifications keep it: whole up to 64 characters, because a later check must find the person
 * again; a longer one is cut and marked by a digest of the whole. A subject that itself looks shortened is shortened too,
 * so that no two people ever share one.
 */
export function boundedSubject(subject: string): string {
  if (subject.length <= subjectCharactersMax && !isShortenedSubject(subject)) return subject;
  return `${subject.slice(0, 42)}~${createHash("sha256").update(subject).digest("base64url").slice(0, 21)}`;
}
