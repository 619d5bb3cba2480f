import { archiveForm, manifestOf, packProof, pemOf, sha256, signedArchive } from "./pack-archive.ts";
import { filesOf, type PackContent, type PackFile, readIntervalOf } from "./pack-content.ts";
import { type PackOptions, packFormatVersion } from "./pack-options.ts";
import { sectionVersion } from "./review-content.ts";

/** What identifies a pack to its reader. */
export interface PackIdentity {
  readonly workspaceId: string;
  readonly environmentId: string;
  readonly keyFingerprint: string;
  readonly options: PackOptions;
}

/** The texts of a pack, in the words of its locale. */
export interface PackTexts {
  /** A page without scripts or links, readable in any browser. */
  report(content: PackContent, identity: PackIdentity): string;
  /** How a reader verifies the pack with common tools. */
  instructions(identity: PackIdentity): string;
}

interface Parts {
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
  readonly content: PackContent;
  readonly documents: readonly PackFile[];
  readonly options: PackOptions;
  readonly signer: {
    readonly keyId: string;
    sign(message: Uint8Array): Promise<Uint8Array>;
    publicKey(): Promise<Uint8Array>;
  };
  readonly texts: PackTexts;
}

/** The archive of a pack. It contains no time of its own, so that equal content gives equal bytes. */
export async function buildPack({ scope, content, documents, options, signer, texts }: Parts) {
  const publicKey = await signer.publicKey();
  const identity: PackIdentity = { ...scope, keyFingerprint: sha256(publicKey), options };
  const { review, evidence } = content;
  const text = (path: string, value: string): PackFile => ({
    path,
    bytes: Buffer.from(value, "utf8"),
    source: { kind: "environment-reviews", id: review.id },
  });
  const files: readonly PackFile[] = [
    ...filesOf(content),
    ...documents,
    text("report.html", texts.report(content, identity)),
    text("VERIFY.txt", texts.instructions(identity)),
    { path: packProof.publicKey, bytes: pemOf(publicKey), source: { kind: "signing-keys", id: signer.keyId } },
  ];
  const manifest = manifestOf(
    {
      format: "runtruth.review-pack",
      formatVersion: packFormatVersion,
      archive: archiveForm,
      ...scope,
      review: { id: review.id, fingerprint: review.fingerprint, sectionVersion },
      evidence: { id: evidence.id, fingerprint: evidence.fingerprint },
      options,
      readInterval: readIntervalOf(evidence),
      key: { id: signer.keyId, fingerprint: identity.keyFingerprint },
    },
    files,
  );
  return { ...(await signedArchive(manifest, files, signer)), publicKey, fileCount: files.length };
}
