import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Item, Value } from "../../../local/engines/table/value-types.ts";
import { parseValue } from "../../../local/engines/table/values.ts";

/**
 * Converts the document client's plain values into an item. Common types (text, numbers, booleans, plain objects) are
 * converted here, and others by the SDK's functions, which are several times slower.
 */
export function toItem(plain: object): Item {
  const item: Record<string, Value> = {};
  const given: Readonly<Record<string, unknown>> = { ...plain };
  for (const name in given) {
    const value = given[name];
    if (value !== undefined && typeof value !== "function") item[name] = toValue(value);
  }
  return item;
}

function toValue(plain: unknown): Value {
  if (typeof plain === "string") return { S: plain };
  if (typeof plain === "number" && Number.isSafeInteger(plain)) return { N: String(plain) };
  if (typeof plain === "boolean") return { BOOL: plain };
  if (plain === null) return { NULL: true };
  if (Array.isArray(plain)) return { L: plain.filter((one) => one !== undefined).map(toValue) };
  if (isPlain(plain)) return { M: toItem(plain) };
  const { value } = marshall({ value: plain }, { removeUndefinedValues: true });
  if (value === undefined) throw new Error("a value that the SDK leaves out");
  return parseValue(value);
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The document client's plain values of an item. */
export function fromItem(item: Item): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const name in item) {
    const value = item[name];
    if (value !== undefined) plain[name] = fromValue(value);
  }
  return plain;
}

function fromValue(value: Value): unknown {
  if ("S" in value) return value.S;
  if ("N" in value && value.N.length < 16) return Number(value.N);
  if ("BOOL" in value) return value.BOOL;
  if ("NULL" in value) return null;
  if ("L" in value) return value.L.map(fromValue);
  if ("M" in value) return fromItem(value.M);
  // The engine's own kind of bytes is none that the SDK writes again.
  if ("B" in value) return new Uint8Array(value.B);
  return unmarshall({ value }).value;
}
