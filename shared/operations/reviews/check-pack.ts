import { createPublicKey, verify } from "node:crypto";
import { unzipSync } from "fflate";
import * as z from "zod";
import { utf8Bytes, utf8Text } from "../../foundation/bytes.ts";
import { archiveForm, archiveOf, packProof, sha256 } from "./pack-archive.ts";

/** The signed files of the product. */
export const signedFormats = ["runtruth.review-pack", "runtruth.evidence-bundle"] as const;

/** What is wrong with a signed file: a code, and the file in it, or the record, that it concerns. */
export interface PackProblem {
  readonly code:
    | "not_a_pack"
    | "signature_invalid"
    | "file_missing"
    | "file_altered"
    | "file_unlisted"
    | "archive_altered"
    | "manifest_contradicts";
  readonly path: string;
  /** The record that the file shows, as its kind and id. */
  readonly record?: string;
}

export interface CheckedPack {
  readonly problems: readonly PackProblem[];
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 of the public key inside the pack, hex. */
  readonly keyFingerprint: string | undefined;
}

const manifestSchema = z.looseObject({
  format: z.enum(signedFormats),
  archive: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      sha256: z.string(),
      bytes: z.int(),
      source: z.object({ kind: z.string(), id: z.string() }),
    }),
  ),
});
export type CheckedManifest = z.infer<typeof manifestSchema>;

/**
 * Checks the signature, every digest, and that nothing was added. `trustedKey` is the public key from elsewhere, as PEM
 * text; without it the key inside the pack is used, which only proves that the pack is whole, not who made it.
 */
export function checkPack(bytes: Uint8Array, trustedKey?: string): CheckedPack {
  const { entries, unreadable } = entriesOf(bytes);
  const manifest = manifestIn(entries);
  if (manifest === undefined) {
    const broken = unreadable.map((path): PackProblem => ({ code: "file_altered", path }));
    const problems: readonly PackProblem[] = [...broken, { code: "not_a_pack", path: packProof.manifest }];
    return { entries, keyFingerprint: undefined, problems };
  }
  const textAt = (path: string) => utf8Text(entries.get(path));
  const key = publicKeyOf(trustedKey ?? textAt(packProof.publicKey));
  const signed = entries.get(packProof.signed) ?? new Uint8Array();
  const signature = entries.get(packProof.signature) ?? new Uint8Array();
  const isSigned = key !== undefined && verify(null, signed, key, signature);
  const sumsOf = (path: string) =>
    new Map([...textAt(path).matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)].map(([, sum = "", of = ""]) => [of, sum]));
  const signedSums = sumsOf(packProof.signed);
  const sums = sumsOf(packProof.sums);
  const recordOf = new Map(manifest.files.map(({ path, source }) => [path, `${source.kind}/${source.id}`]));
  const problem = (code: PackProblem["code"], path: string): PackProblem => {
    const record = recordOf.get(path);
    return { code, path, ...(record !== undefined && { record }) };
  };

  const listed = [...[...signedSums], ...[...sums]].flatMap(([path, sum]) => {
    const content = entries.get(path);
    if (content === undefined) return [problem(unreadable.includes(path) ? "file_altered" : "file_missing", path)];
    return sha256(content) === sum ? [] : [problem("file_altered", path)];
  });
  const contradicting = manifest.files.filter(
    ({ path, sha256: sum, bytes: size }) => sums.get(path) !== sum || entries.get(path)?.length !== size,
  );
  const known = new Set<string>([...sums.keys(), ...signedSums.keys(), packProof.signed, packProof.signature]);
  // Nothing in the content differs, but the archive itself does: a name, a time or a field that readers skip.
  const isRepacked = manifest.archive === archiveForm && listed.length === 0;
  // An entry that the directory claims and nothing can read is none of the signed ones, which are listed.
  const claimed = unreadable.some((path) => !known.has(path)) ? packProof.manifest : undefined;
  const altered = isRepacked ? alteredAt(bytes, entries) : claimed;
  return {
    entries,
    keyFingerprint: fingerprintOf(publicKeyOf(textAt(packProof.publicKey))),
    problems: [
      ...(isSigned && signedSums.has(packProof.manifest) && signedSums.has(packProof.sums)
        ? []
        : [problem("signature_invalid", packProof.signature)]),
      ...listed,
      ...contradicting
        .map(({ path }) => problem("manifest_contradicts", path))
        .filter(({ path }) => !listed.some((one) => one.path === path)),
      ...[...sums.keys()].filter((path) => !recordOf.has(path)).map((path) => problem("manifest_contradicts", path)),
      ...[...entries.keys()].filter((path) => !known.has(path)).map((path) => problem("file_unlisted", path)),
      ...(altered === undefined || listed.length > 0 ? [] : [problem("archive_altered", altered)]),
    ],
  };
}

/** The manifest of a checked pack. */
export function manifestIn(entries: ReadonlyMap<string, Uint8Array> | undefined): CheckedManifest | undefined {
  const bytes = entries?.get(packProof.manifest);
  if (bytes === undefined) return undefined;
  try {
    return manifestSchema.safeParse(JSON.parse(utf8Text(bytes))).data;
  } catch {
    return undefined;
  }
}

/** Content of a pack beyond this is not read: no pack is larger, and a small archive may claim any size. */
const contentBytesMax = 1024 * 1024 * 1024;

/** The readable entries, and the names of those that a flipped byte made unreadable. */
function entriesOf(bytes: Uint8Array): { entries: Map<string, Uint8Array>; unreadable: string[] } {
  const names: string[] = [];
  let size = 0;
  try {
    unzipSync(bytes, {
      filter({ name, originalSize }) {
        names.push(name);
        size += originalSize;
        return false;
      },
    });
    if (size > contentBytesMax) return { entries: new Map(), unreadable: [] };
    return { entries: new Map(Object.entries(unzipSync(bytes))), unreadable: [] };
  } catch {
    const entries = new Map<string, Uint8Array>();
    for (const name of names) {
      const content = contentOf(bytes, name);
      if (content !== undefined) entries.set(name, content);
    }
    return { entries, unreadable: names.filter((name) => !entries.has(name)) };
  }
}

function contentOf(bytes: Uint8Array, wanted: string): Uint8Array | undefined {
  try {
    return unzipSync(bytes, { filter: ({ name }) => name === wanted })[wanted];
  } catch {
    return undefined;
  }
}

/** Lengths of the fixed parts before an entry's name: beside its content, and in the directory at the end. */
const localHeaderBytes = 30;
const directoryHeaderBytes = 46;

/** The entry at the first byte in which an archive differs from the one that its content makes; undefined for none. */
function alteredAt(bytes: Uint8Array, entries: ReadonlyMap<string, Uint8Array>): string | undefined {
  const expected = archiveOf(entries);
  const differs = expected.findIndex((byte, index) => byte !== bytes[index]);
  if (differs < 0 && expected.length === bytes.length) return undefined;
  const at = differs < 0 ? expected.length : differs;
  const parts: { readonly name: string; readonly compressed: number }[] = [];
  unzipSync(expected, {
    filter({ name, size }) {
      parts.push({ name, compressed: size });
      return false;
    },
  });
  let end = 0;
  for (const { name, compressed } of parts) {
    end += localHeaderBytes + utf8Bytes(name).length + compressed;
    if (at < end) return name;
  }
  for (const { name } of parts) {
    end += directoryHeaderBytes + utf8Bytes(name).length;
    if (at < end) return name;
  }
  return packProof.manifest;
}

/** The key of a signature: Ed25519 only, as the product signs and as each verifier reads it. */
function publicKeyOf(pem: string) {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}

const fingerprintOf = (key: ReturnType<typeof publicKeyOf>) =>
  key === undefined ? undefined : sha256(key.export({ type: "spki", format: "der" }));
