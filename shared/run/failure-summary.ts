import { redactText } from "../redaction/redact.ts";
import type { Failure, FailureObject } from "./run.ts";

/** Limit of failures per run; further ones are counted in the last one. */
export const failureEntriesMax = 10;
const codeCharactersMax = 80;
export const failureMessageCharactersMax = 140;
const objectCharactersMax = 80;

const unnamedCode = "run.handler_failed";
const furtherCode = "run.further_failures";
const noDetails = "No further details are available.";

/**
 * Failures as stored and shown: at most ten, equal ones merged with a count, stable codes, and one sanitized line of
 * at most 140 characters each (spec 359, T030). Accepts anything and never throws.
 */
export function failureSummary(failures: unknown): Failure[] {
  const merged = new Map<string, Merged>();
  for (const entry of listOf(failures)) {
    const code = codeOf(read(entry, "code"));
    const message = messageOf(typeof entry === "string" ? entry : read(entry, "message"));
    const about = aboutOf(read(entry, "about"));
    const key = JSON.stringify([code, message, about]);
    const known = merged.get(key) ?? { code, message, count: 0, ...(about && { about }) };
    merged.set(key, { ...known, count: known.count + countOf(read(entry, "count")) });
  }
  const all = [...merged.values()];
  if (all.length <= failureEntriesMax) return all.map(stored);

  const shown = all.slice(0, failureEntriesMax - 1);
  const further = all.slice(failureEntriesMax - 1).reduce((sum, entry) => sum + entry.count, 0);
  return [...shown, { code: furtherCode, message: "Further items failed.", count: further }].map(stored);
}

interface Merged {
  readonly code: string;
  readonly message: string;
  readonly count: number;
  readonly about?: FailureObject;
}

function stored({ count, ...rest }: Merged): Failure {
  return count > 1 ? { ...rest, count: Math.min(count, Number.MAX_SAFE_INTEGER) } : rest;
}

/** The named parts of a failure's object, each one line of at most 80 characters; undefined when there are none. */
function aboutOf(about: unknown): FailureObject | undefined {
  const texts = (["collection", "id", "name", "run", "permission"] as const).flatMap((key) => {
    const value = read(about, key);
    const text = typeof value === "string" ? lineOf(value, objectCharactersMax) : "";
    return text === "" ? [] : [[key, text] as const];
  });
  const status = read(about, "status");
  const isStatus = typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599;
  if (texts.length === 0 && !isStatus) return undefined;
  return { ...Object.fromEntries(texts), ...(isStatus && { status }) };
}

function listOf(failures: unknown): unknown[] {
  try {
    return Array.isArray(failures) ? [...failures] : [];
  } catch {
    return [];
  }
}

function read(entry: unknown, key: string): unknown {
  if (typeof entry !== "object" || entry === null) return undefined;
  try {
    return Reflect.get(entry, key);
  } catch {
    return undefined;
  }
}

function codeOf(value: unknown): string {
  if (typeof value !== "string") return unnamedCode;
  if (/^[a-z0-9_.:-]{1,80}$/.test(value) && redactText(value) === value) return value;
  // A sentence or secret is not a stable code.
  const cleaned = redactText(value)
    .toLowerCase()
    .replace(/[^a-z0-9_.:-]+/g, "_")
    .slice(0, codeCharactersMax)
    .replace(/^_+|_+$/g, "");
  return cleaned === "" || cleaned === "redacted" ? unnamedCode : cleaned;
}

/** One line, truncated between characters. */
function messageOf(value: unknown): string {
  if (typeof value !== "string") return noDetails;
  const cut = lineOf(value, failureMessageCharactersMax);
  const isEmpty = cut.replaceAll("[redacted]", "").replace(/[\s\p{P}\p{S}]/gu, "") === "";
  return isEmpty ? noDetails : cut;
}

/** One redacted line without characters that reorder or hide surrounding text. */
function lineOf(text: string, max: number): string {
  const line = redactText(text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/gu, " ")
    .trim();
  return cutTo(line, max);
}

/** At most that many UTF-16 units, with an ellipsis when truncated. */
function cutTo(text: string, max: number): string {
  if (text.length <= max) return text.toWellFormed();
  let kept = "";
  for (const character of text) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`.toWellFormed();
}

function countOf(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : 1;
}
