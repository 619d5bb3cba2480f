import { randomBytes } from "node:crypto";

/** Generates ids. Tests and the simulator use a repeatable implementation. */
export interface Ids {
  /** A ULID, sortable by creation time; used for runs and records. */
  next(now: Date): string;
  /** Eleven random characters that tell the contenders for one write apart. */
  token(): string;
}

export const randomIds: Ids = {
  next: (now) => ulid(now, randomFraction),
  token: () => take(8).toString("base64url"),
};

/** Crockford's base-32 digits in ascending order, so that encoded numbers sort like numbers. */
const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const timeDigits = 10;
const randomDigits = 16;

/**
 * The ULID of an instant: its milliseconds and 80 random bits. ULIDs of the same millisecond are unordered. `random`
 * returns values in [0, 1) with a granularity of 1/32 or finer. Instants before 1970 are not supported.
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

/** Random bytes, each used once; requested from the system in large batches. */
function take(count: number): Buffer {
  if (taken + count > pool.length) {
    pool = randomBytes(1024);
    taken = 0;
  }
  taken += count;
  return pool.subarray(taken - count, taken);
}

/** A value in [0, 1) with enough granularity for one id character. */
function randomFraction(): number {
  return (take(1)[0] ?? 0) / 256;
}

/** True for a 26-character ULID in canonical upper case. */
export function isId(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
}

/** The creation time encoded in an id; a run may be stored slightly later. Throws for an invalid id. */
export function idTime(id: string): Date {
  if (!isId(id)) throw new TypeError(`${id} is not a valid id.`);
  const time = [...id.slice(0, timeDigits)].reduce((sum, digit) => sum * digits.length + digits.indexOf(digit), 0);
  return new Date(time);
}

/** The lowest id of an instant: ids created earlier sort below it, all others do not. */
export function firstIdAt(instant: Date): string {
  return encodeTime(Math.max(0, instant.getTime())) + "0".repeat(randomDigits);
}
