import { hideInternals } from "./internal-names.ts";
import { hideSecrets, isSecretName, redacted } from "./secret-formats.ts";

/** Deeper nesting is cut: nothing we store is deeper, and log lines must stay readable. */
const depthMax = 16;
/** A replacement may join two harmless halves into a match, so the text is searched until nothing is found. */
const roundsMax = 6;

/**
 * A text that may be stored in a run or shown to a person: without secrets and names of our stores, their errors or
 * our code. Idempotent. Never throws.
 */
export function redactText(text: string): string {
  return isTooPlain(text) ? text : untilStable(text, (current) => hideInternals(hideSecrets(current)));
}

/** A number, a word or a short id: too short to match any pattern without capitals, spaces and separators. */
const isTooPlain = (text: string) => text.length <= 12 && /^[a-z0-9-]*$/.test(text);

/**
 * Converts any value to plain JSON-like data with every text, key and secret member redacted. Dates become ISO texts,
 * errors their name and message, maps objects; functions and symbols are dropped. Never throws.
 */
export function redact(value: unknown): unknown {
  return walk(value, redactText, false, new Set(), 0);
}

/**
 * For log lines: secrets are redacted and invisible characters are escaped, but error names and stacks stay for the
 * platform's operators.
 */
export function redactForLog(value: unknown): unknown {
  return walk(value, (text) => visible(untilStable(text, hideSecrets)), true, new Set(), 0);
}

/**
 * Characters that JSON does not escape but terminals or viewers interpret as line breaks, commands or direction
 * changes.
 */
const invisible = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/g;

function visible(text: string): string {
  return text.replace(invisible, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function untilStable(text: string, hide: (text: string) => string): string {
  let current = text;
  for (let round = 0; round < roundsMax; round += 1) {
    const next = hide(current);
    if (next === current) return current;
    current = next;
  }
  return current === hide(current) ? current : redacted;
}

type HideText = (text: string) => string;

function walk(value: unknown, hide: HideText, withStack: boolean, above: Set<object>, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return hide(value);
    case "number":
    case "boolean":
      return value;
    case "bigint":
      return value.toString();
    case "object":
      return value === null ? null : walkObject(value, hide, withStack, above, depth);
    default:
      return undefined;
  }
}

function walkObject(value: object, hide: HideText, withStack: boolean, above: Set<object>, depth: number): unknown {
  if (above.has(value)) return "[circular]";
  if (depth >= depthMax) return "[too deep]";
  above.add(value);
  const inner = (member: unknown) => walk(member, hide, withStack, above, depth + 1);
  try {
    if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString() : null;
    if (value instanceof URL || value instanceof RegExp) return hide(value.toString());
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return "[binary]";
    if (Array.isArray(value)) return value.map((member) => inner(member) ?? null);
    if (value instanceof Set) return [...value].map((member) => inner(member) ?? null);
    if (value instanceof Map) return members([...value], hide, inner);
    if (value instanceof Error) {
      const known: [string, unknown][] = [
        ["name", value.name],
        ["message", value.message],
      ];
      if (withStack && value.stack !== undefined) known.push(["stack", value.stack]);
      if (value.cause !== undefined) known.push(["cause", value.cause]);
      return members([...known, ...Object.entries(value)], hide, inner);
    }
    return members(Object.entries(value), hide, inner);
  } catch {
    // A getter or proxy threw; unreadable values are not shown.
    return "[unreadable]";
  } finally {
    above.delete(value);
  }
}

function members(entries: [unknown, unknown][], hide: HideText, inner: (member: unknown) => unknown): unknown {
  // Header lists and forms hold the name next to the value: { name: "password", value: "…" }.
  const named = entries.some(
    ([key, member]) => (key === "name" || key === "key") && typeof member === "string" && isSecretName(member),
  );
  const kept: [string, unknown][] = [];
  for (const [key, member] of entries) {
    const name = typeof key === "string" ? key : String(key);
    const isHarmless = isHarmlessName(name);
    const isSecret = (!isHarmless && isSecretName(name)) || (named && name === "value");
    const shown = isSecret && mayHoldSecret(member) ? redacted : inner(member);
    if (shown !== undefined) kept.push([isHarmless ? name : hide(name), shown]);
  }
  return Object.fromEntries(kept);
}

/** Cached names without secrets: items and log lines repeat the same few. */
const searchedNames = new Set<string>();
const searchedNamesMax = 1000;
const plainName = /^\w{1,64}$/;

/** True for a name that needs no redaction and whose value is no secret. */
function isHarmlessName(name: string): boolean {
  if (searchedNames.has(name)) return true;
  if (!plainName.test(name) || isSecretName(name) || redactText(name) !== name) return false;
  // Names may come from outside, so the cache is bounded.
  if (searchedNames.size === searchedNamesMax) searchedNames.clear();
  searchedNames.add(name);
  return true;
}

/** Null and booleans are no secrets, even under a secret name (`passwordRequired: true`). */
function mayHoldSecret(member: unknown): boolean {
  return member !== null && member !== undefined && typeof member !== "boolean" && member !== "";
}
