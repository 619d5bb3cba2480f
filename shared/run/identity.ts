import { createHash } from "node:crypto";
import { isExactNumber } from "../foundation/exact-json.ts";

/** What makes two starts the same work. */
export interface IdentityParts {
  readonly workspaceId: string;
  readonly environmentId: string | null;
  readonly type: string;
  /** The operation's own identity inputs; the operation sorts lists that represent sets. */
  readonly identity: { readonly [key: string]: unknown };
}

/**
 * The identity of a run: 64 hex characters, equal exactly when scope, type and identity inputs are equal.
 * Key order is irrelevant, list order is not. Two scopes never share an identity. Throws a TypeError for inputs that
 * are not JSON, because a silent substitute would merge different work.
 */
export function identityHash(parts: IdentityParts): string {
  const scope = parts.environmentId === null ? ["workspace"] : ["environment", parts.environmentId];
  return digest("identity", [parts.workspaceId, ...scope, parts.type, canonicalJson(parts.identity)]).toString("hex");
}

/**
 * What a later success and an earlier problem must share: 22 characters, or undefined when a declared key is missing,
 * because an incomplete correlation proves nothing. Without declared keys only scope and type correlate, and every
 * run of that type has the same value.
 */
export function correlationHashOf(
  keys: readonly string[],
  context: { readonly [key: string]: unknown },
): string | undefined {
  const parts: string[] = [];
  for (const key of [...keys].sort()) {
    const value = Object.hasOwn(context, key) ? context[key] : undefined;
    if (value === undefined || value === null || value === "") return undefined;
    parts.push(key, canonicalJson(value));
  }
  return digest("correlation", parts).subarray(0, 16).toString("base64url");
}

/** Distinguishes a replayed request from a different one with the same idempotency key; 64 hex characters. */
export function bodyHash(text: string): string {
  return digest("body", [text]).toString("hex");
}

/** JSON with sorted object keys, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (isExactNumber(value)) return value.rawJSON;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`Only JSON values can be part of an identity, got ${typeof value}.`);
}

/**
 * Each part is prefixed with its length, so that different lists never produce the same bytes. The purpose comes
 * first, so that digests of different kinds never collide.
 */
function digest(purpose: string, parts: readonly string[]): Buffer {
  const hash = createHash("sha256");
  for (const part of [`runtruth.${purpose}.1`, ...parts]) {
    const bytes = Buffer.from(part, "utf8");
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest();
}
