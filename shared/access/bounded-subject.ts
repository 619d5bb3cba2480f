import { createHash } from "node:crypto";

const subjectCharactersMax = 64;
const shortened = /^.{42}~[\w-]{21}$/;

/** Whether `boundedSubject` shortened this id, so that the user can no longer be looked up by it. */
export const isShortenedSubject = (id: string): boolean => shortened.test(id);

/**
 * A subject as stored with runs and notifications: unchanged up to 64 characters, because later checks look the user
 * up by it. Longer ones are truncated and marked with a digest of the full subject. A subject that already looks
 * shortened is shortened too, so that no two users collide.
 */
export function boundedSubject(subject: string): string {
  if (subject.length <= subjectCharactersMax && !isShortenedSubject(subject)) return subject;
  return `${subject.slice(0, 42)}~${createHash("sha256").update(subject).digest("base64url").slice(0, 21)}`;
}
