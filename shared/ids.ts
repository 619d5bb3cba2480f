import { randomBytes } from "node:crypto";

/** Makes ids. A second implementation exists for tests and the simulator, which must repeat. */
export interface Ids {
  /** A ULID: sortable by creation, used for runs and records. */
  next(now: Date): string;
  /** Eleven characters that no other contender for one write will present. */
  token(): string;
}

export const randomIds: Ids = {
  next: (now) => ulid(now, randomFraction),
  token: () => take(8).toString("base64url"),
};

/** Crockford's digits in their order: no I, L, O or U, and a text of them sorts as its number does. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const timeDigits = 10;
const randomDigits = 16;

/**
 * The ULID of an instant: its milliseconds, and 80 bits of chance. Two of one millisecond are in no order. `random`
 * answers from 0 up to 1, in steps of a thirty-second or finer. Instants before 1970 have none.
 */
export function ulid(instant: Date, random: () => number): string {
  let chance = "";
  while (chance.length < randomDigits) chance = digits.charAt(Math.floor(random() * digits.length)) + chance;
  return encodeTime(instant.getTime()) + chance;
}

function encodeTime(milliseconds: number): string {
  let text = "";
  for (let left = milliseconds; text.length < timeDigits; left = Math.floor(left / digits.length)) {
    text = digits.charAt(left % digits.length) + text;
  }
  return text;
}

let pool = Buffer.alloc(0);
let taken = 0;

/** Random bytes that nobody got before; the system is asked once for many of them. */
function take(count: number): Buffer {
  if (taken + count > pool.length) {
    pool = randomBytes(1024);
    taken = 0;
  }
  taken += count;
  return pool.subarray(taken - count, taken);
}

/** From 0 up to 1 in steps fine enough for one character of an id. */
function randomFraction(): number {
  return (take(1)[0] ?? 0) / 256;
}

/** True for the 26 characters of a ULID in the canonical upper case; anything else is no id of ours. */
export function isId(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/** When an id was made, which for a run may be a little before the run itself was stored. Throws on what is no id. */
export function idTime(id: string): Date {
  if (!isId(id)) throw new TypeError(`${id} is no id, so it has no time.`);
  const time = [...id.slice(0, timeDigits)].reduce((sum, digit) => sum * digits.length + digits.indexOf(digit), 0);
  return new Date(time);
}

/** The lowest id of an instant: ids made before it sort below, all others do not. Ids begin with 1970. */
export function firstIdAt(instant: Date): string {
  return encodeTime(Math.max(0, instant.getTime())) + "0".repeat(randomDigits);
}
