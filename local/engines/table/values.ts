import { invalid } from "./errors.ts";
import { canonicalNumber, compareNumbers } from "./numbers.ts";
import type { Item, Value, ValueType } from "./value-types.ts";

export const valueTypes: readonly ValueType[] = ["S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"];

export function typeOf(value: Value): ValueType {
  for (const type of valueTypes) if (type in value) return type;
  throw new Error("a value without a type");
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Parses and copies a request's value, with numbers in canonical form. Throws ValidationException. */
export function parseValue(raw: unknown): Value {
  if (!isRecord(raw)) throw invalid("a value must be an object with one type");
  let type: string | undefined;
  for (const name in raw) {
    if (raw[name] === undefined) continue;
    if (type !== undefined) throw invalid("a value must have exactly one type");
    type = name;
  }
  if (type === undefined) throw invalid("a value must have exactly one type");
  const value = readers[type]?.(raw[type]);
  if (value === undefined) throw invalid(`a value of type ${type} does not hold what its type says`);
  return value;
}

/** Parses the content of each type; undefined when it does not match the type. */
const readers: Readonly<Record<string, (held: unknown) => Value | undefined>> = {
  S: (S) => (typeof S === "string" ? { S } : undefined),
  N: (N) => (typeof N === "string" ? { N: parseNumber(N) } : undefined),
  B: (B) => ({ B: parseBytes(B) }),
  BOOL: (BOOL) => (typeof BOOL === "boolean" ? { BOOL } : undefined),
  NULL: (NULL) => (NULL === true ? { NULL } : undefined),
  L: (L) => (Array.isArray(L) ? { L: L.map(parseValue) } : undefined),
  M: (M) => (isRecord(M) ? { M: parseItem(M) } : undefined),
  SS: (SS) => (Array.isArray(SS) ? { SS: distinct(SS.map(parseText)) } : undefined),
  NS: (NS) => (Array.isArray(NS) ? { NS: distinct(NS.map((one) => parseNumber(parseText(one)))) } : undefined),
  BS: (BS) => (Array.isArray(BS) ? { BS: distinct(BS.map(parseBytes)) } : undefined),
};

export function parseItem(raw: unknown): Item {
  if (!isRecord(raw)) throw invalid("an item must be an object");
  const item: Record<string, Value> = {};
  for (const name in raw) {
    const value = raw[name];
    if (value !== undefined) item[name] = parseValue(value);
  }
  return item;
}

function parseText(raw: unknown): string {
  if (typeof raw !== "string") throw invalid("a set holds values of its type only");
  return raw;
}

function parseNumber(text: string): string {
  const number = canonicalNumber(text);
  if (number === undefined) throw invalid("not a number the store can hold");
  return number;
}

/** Bytes that are base64 in JSON, as on the wire. */
class Bytes extends Uint8Array {
  toJSON(): string {
    return Buffer.from(this).toString("base64");
  }
}

function parseBytes(raw: unknown): Uint8Array {
  if (typeof raw === "string") return new Bytes(Buffer.from(raw, "base64"));
  if (raw instanceof Uint8Array) return new Bytes(raw);
  throw invalid("a binary value must hold bytes");
}

function distinct<Element extends string | Uint8Array>(elements: Element[]): Element[] {
  if (elements.length === 0) throw invalid("a set may not be empty");
  if (new Set(elements.map(elementKey)).size !== elements.length) throw invalid("a set may not repeat an element");
  return elements;
}

export const elementKey = (element: string | Uint8Array): string =>
  typeof element === "string" ? element : Buffer.from(element).toString("base64");

/** Whether type and content are equal; sets and maps are unordered. */
export function isEqual(a: Value, b: Value): boolean {
  if (a === b) return true;
  if ("S" in a) return "S" in b && a.S === b.S;
  if ("N" in a) return "N" in b && a.N === b.N;
  if ("BOOL" in a) return "BOOL" in b && a.BOOL === b.BOOL;
  if ("NULL" in a) return "NULL" in b;
  if ("B" in a) return "B" in b && elementKey(a.B) === elementKey(b.B);
  if ("L" in a) return "L" in b && a.L.length === b.L.length && a.L.every((one, at) => isEqualOrAbsent(one, b.L[at]));
  if ("M" in a) return "M" in b && isEqualItem(a.M, b.M);
  if ("SS" in a) return "SS" in b && isSameSet(a.SS, b.SS);
  if ("NS" in a) return "NS" in b && isSameSet(a.NS, b.NS);
  return "BS" in b && isSameSet(a.BS, b.BS);
}

export function isEqualItem(a: Item, b: Item): boolean {
  let count = 0;
  for (const name in a) {
    if (!isEqualOrAbsent(a[name], b[name])) return false;
    count += 1;
  }
  for (const _name in b) count -= 1;
  return count === 0;
}

/** Whether both are equal or both absent. */
export function isEqualOrAbsent(a: Value | undefined, b: Value | undefined): boolean {
  return a === undefined || b === undefined ? a === b : isEqual(a, b);
}

function isSameSet(a: readonly (string | Uint8Array)[], b: readonly (string | Uint8Array)[]): boolean {
  const keys = new Set(b.map(elementKey));
  return a.length === b.length && a.every((element) => keys.has(elementKey(element)));
}

/** The order of two values; undefined for different or unordered types. */
export function compareValues(a: Value, b: Value): number | undefined {
  if ("S" in a && "S" in b) return compareText(a.S, b.S);
  if ("N" in a && "N" in b) return compareNumbers(a.N, b.N);
  if ("B" in a && "B" in b) return Buffer.compare(a.B, b.B);
  return undefined;
}

/** Orders by UTF-8 bytes, which differs from JavaScript's UTF-16 order for surrogate pairs. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left === right) continue;
    return left >= 0xd800 && right >= 0xd800 ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : left - right;
  }
  return a.length - b.length;
}

/** The item of a JSON text that `JSON.stringify` made of a stored item. */
export function itemOf(text: string): Item {
  const read: Item = JSON.parse(text);
  // Only bytes differ between the wire and a stored item.
  return text.includes('"B":') || text.includes('"BS":') ? parseItem(read) : read;
}
