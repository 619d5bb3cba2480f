import { createHash, createPublicKey } from "node:crypto";
import { zipSync } from "fflate";
import { utf8Bytes } from "../../foundation/bytes.ts";
import { jsonBytes, type PackFile } from "./pack-content.ts";

/** Names of the files that make a pack verifiable, in the order in which a reader checks them. */
export const packProof = {
  publicKey: "public-key.pem",
  signature: "manifest.sig",
  signed: "manifest.sha256",
  manifest: "manifest.json",
  sums: "SHA256SUMS",
} as const;

/** The time of every entry. The format stores local time, so this instant of the builder's own zone is always equal. */
const entryTime = new Date(1980, 0, 1);
/** JSON shrinks to a fifteenth; more effort gains little. */
const level = 6;
/** What writes the archive, in the manifest: the same writer makes the same bytes again, another one may not. */
export const archiveForm = `fflate-0.8 level ${level}`;

export interface PackManifest {
  readonly [field: string]: unknown;
}

/** The manifest: what identifies the pack, and each file with its digest and its source. */
export function manifestOf(identity: PackManifest, files: readonly PackFile[]): PackManifest {
  return {
    ...identity,
    files: sorted(files).map(({ path, bytes, source }) => ({
      path,
      sha256: sha256(bytes),
      bytes: bytes.length,
      source,
    })),
  };
}

/** The archive of the files with their manifest, the sums and the signature. */
export async function signedArchive(
  manifest: PackManifest,
  files: readonly PackFile[],
  signer: { sign(message: Uint8Array): Promise<Uint8Array> },
) {
  const { manifestBytes, sums, signed } = checkedFiles(manifest, files);
  const signature = await signer.sign(signed);
  const archive = archiveOf(
    new Map<string, Uint8Array>([
      ...files.map(({ path, bytes }) => [path, bytes] as const),
      [packProof.manifest, manifestBytes],
      [packProof.sums, sums],
      [packProof.signed, signed],
      [packProof.signature, signature],
    ]),
  );
  return { archive, signature };
}

/** The files that a reader checks with `sha256sum -c`: the signed one covers the manifest, and with it everything. */
function checkedFiles(manifest: PackManifest, files: readonly PackFile[]) {
  const manifestBytes = jsonBytes(manifest);
  const sums = utf8Bytes(
    sorted(files)
      .map(({ path, bytes }) => lineOf(path, bytes))
      .join(""),
  );
  const signed = utf8Bytes(lineOf(packProof.sums, sums) + lineOf(packProof.manifest, manifestBytes));
  return { manifestBytes, sums, signed };
}

/** Equal files give equal bytes, on every machine and in every time zone. */
export function archiveOf(entries: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const named = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  return zipSync(Object.fromEntries(named), { level, mtime: entryTime });
}

/** A public key as the text that `openssl` reads. */
export const pemOf = (der: Uint8Array): Uint8Array =>
  Buffer.from(
    createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" }).export({ type: "spki", format: "pem" }),
  );

export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const lineOf = (path: string, bytes: Uint8Array) => `${sha256(bytes)}  ${path}\n`;
const sorted = (files: readonly PackFile[]) =>
  files.toSorted(({ path: one }, { path: other }) => (one < other ? -1 : 1));
