import { randomBytes } from "node:crypto";
import { decodeTime, encodeTime, isValid, ulid } from "ulidx";

/** Makes ids. A second implementation exists for tests and the simulator, which must repeat. */
export interface Ids {
  /** A ULID: sortable by creation, used for runs and records. */
  next(now: Date): string;
  /** Eleven characters that no other contender for one write will present. */
  token(): string;
}

export const randomIds: Ids = {
  next: (now) => ulid(now.getTime(), randomFraction),
  token: () => randomBytes(8).toString("base64url"),
};

let pool = new Uint8Array(0);
let taken = 0;

/** From 0 up to 1 in steps fine enough for one character of an id; the system is asked once for many of them. */
function randomFraction(): number {
  if (taken === pool.length) {
    pool = randomBytes(1024);
    taken = 0;
  }
  const byte = pool[taken] ?? 0;
  taken += 1;
  return byte / 256;
}

/** True for the 26 characters of a ULID in the canonical upper case; anything else is no id of ours. */
export function isId(text: string): boolean {
  return isValid(text) && text === text.toUpperCase();
}

/** When an id was made, which for a run may be a little before the run itself was stored. */
export function idTime(id: string): Date {
  return new Date(decodeTime(id));
}

/** The lowest id of an instant: ids made before it sort below, all others do not. Ids begin with 1970. */
export function firstIdAt(instant: Date): string {
  return `${encodeTime(Math.max(0, instant.getTime()), 10)}${"0".repeat(16)}`;
}
