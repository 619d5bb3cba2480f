import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { maskSecrets } from "../../redaction/unverifiable.ts";
import { canonicalJson } from "../../run/identity.ts";

/** Maximum size of a compressed body in bytes; a table item is limited to 400 KB. */
export const compressedBytesMax = 350 * 1024;

/** A document as it is stored: with its secrets masked. */
export interface VersionBody {
  /** SHA-256 of the canonical masked body, hex. */
  readonly contentHash: string;
  readonly document: Readonly<Record<string, unknown>>;
  /** JSON pointers to the masked secrets. */
  readonly unverifiable: readonly string[];
  /** The canonical masked body, gzip-compressed. */
  readonly body: Uint8Array;
}

/**
 * The form in which a document's content is stored as a version. `unreadable`: JSON text cannot represent it, or it is
 * nested too deeply; `too_large`: one item of the table cannot hold it.
 */
export function versionBodyOf(document: Readonly<Record<string, unknown>>): VersionBody | "unreadable" | "too_large" {
  const masked = readable(() => maskSecrets(document));
  const text = masked && readable(() => canonicalJson(masked.document));
  if (masked === undefined || text === undefined) return "unreadable";
  const body = gzipSync(text);
  if (body.byteLength > compressedBytesMax) return "too_large";
  return { ...masked, contentHash: createHash("sha256").update(text).digest("hex"), body };
}

/** RangeError: nested too deeply. TypeError: a value that is not JSON. */
function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}
