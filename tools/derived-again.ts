import { utf8Text } from "../shared/foundation/bytes.ts";
import { canonicalJson } from "../shared/run/identity.ts";

/** What does not follow from the facts, or is not what it is called. */
export interface Contradiction {
  readonly code: "not_derived" | "misnamed" | "unreadable";
  readonly path: string;
  /** The record that the file shows, as its kind and id. */
  readonly record?: string;
  /** The part of the record that does not follow. */
  readonly part?: string;
}
/** What the rules of this release found in the content of an unaltered file. */
export interface DerivedAgain {
  readonly contradictions: readonly Contradiction[];
  /** The version of the rules that the file names; null when it names none. */
  readonly rules: number | null;
  readonly isKnownRule: boolean;
}

/** The JSON value of a file; null for a missing one, undefined for one that is no JSON. */
export function jsonAt(entries: ReadonlyMap<string, Uint8Array>, path: string): unknown {
  try {
    return JSON.parse(utf8Text(entries.get(path)) || "null");
  } catch {
    return undefined;
  }
}

/** A value as both sides write it: a member without a value is no member. */
export const writtenText = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)));
