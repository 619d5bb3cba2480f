import { createPublicKey } from "node:crypto";
import {
  type CheckedManifest,
  checkPack,
  manifestIn,
  type PackProblem,
} from "../shared/operations/reviews/check-pack.ts";
import { packProof, sha256 } from "../shared/operations/reviews/pack-archive.ts";
import type { Contradiction, DerivedAgain } from "./derived-again.ts";
import { verifyEvidence } from "./verify-evidence.ts";
import { verifyReview } from "./verify-review.ts";

/** The key inside the file is not the one that the reader trusts. */
interface AnotherKey {
  readonly code: "another_key";
  readonly path: typeof packProof.publicKey;
  readonly record?: undefined;
}
export type VerifyProblem = PackProblem | Contradiction | AnotherKey;

/** What a verification found, as codes. */
export interface VerifiedFile {
  readonly format: CheckedManifest["format"] | undefined;
  /** SHA-256 of the public key inside the file, hex. */
  readonly keyFingerprint: string | undefined;
  /** Whether the key inside the file is the one that the reader trusts; undefined when the reader named none. */
  readonly isTrustedKey: boolean | undefined;
  /** Every file of the archive with its first problem. */
  readonly files: readonly {
    readonly path: string;
    readonly record?: string;
    readonly problem?: VerifyProblem["code"];
  }[];
  readonly problems: readonly VerifyProblem[];
  readonly rules: number | null;
  /** Whether every verdict was derived again. False for rules of another release, or when something is wrong. */
  readonly isDerived: boolean;
}

/**
 * Verifies a signed file of the product without network: signature, every digest, and every verdict derived again from
 * its facts by the rules that the file names. `trusted` is the fingerprint of a key from elsewhere; without it the key inside
 * the file only proves that the file is whole, not who signed it.
 */
export function verifyFile(bytes: Uint8Array, trusted?: string): VerifiedFile {
  const { entries, problems: altered, keyFingerprint } = checkPack(bytes);
  const manifest = manifestIn(entries);
  const isWhole = manifest !== undefined && altered.length === 0;
  const derived = isWhole ? derivedAgain(entries, manifest) : { contradictions: [], rules: null, isKnownRule: false };
  const isTrustedKey = trusted === undefined ? undefined : trusted === keyFingerprint;
  const isForeign = isTrustedKey === false && keyFingerprint !== undefined;
  const foreign: readonly AnotherKey[] = isForeign ? [{ code: "another_key", path: packProof.publicKey }] : [];
  const problems = [...foreign, ...altered, ...derived.contradictions];
  return {
    format: manifest?.format,
    keyFingerprint,
    isTrustedKey,
    files: filesOf(entries, manifest, problems),
    problems,
    rules: derived.rules,
    isDerived: derived.isKnownRule && problems.length === 0,
  };
}

/**
 * The fingerprint of a key that a reader got from elsewhere than the file: given as the public key (PEM), or as its
 * SHA-256 in hexadecimal, colons and spaces allowed. Undefined for anything else.
 */
export function trustedFingerprint(text: string): string | undefined {
  const digits = text.replaceAll(/[\s:]/g, "").toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  try {
    return sha256(createPublicKey(text).export({ type: "spki", format: "der" }));
  } catch {
    return undefined;
  }
}

const derivedAgain = (entries: ReadonlyMap<string, Uint8Array>, manifest: CheckedManifest): DerivedAgain =>
  manifest.format === "runtruth.review-pack" ? verifyReview(entries, manifest) : verifyEvidence(entries, manifest);

function filesOf(
  entries: ReadonlyMap<string, Uint8Array>,
  manifest: CheckedManifest | undefined,
  problems: readonly VerifyProblem[],
): VerifiedFile["files"] {
  const records = new Map(manifest?.files.map(({ path, source }) => [path, `${source.kind}/${source.id}`]));
  const wrong = new Map(problems.toReversed().map(({ path, code }) => [path, code]));
  const paths = [...new Set([...entries.keys(), ...records.keys(), ...wrong.keys()])];
  const isProof = (path: string) => Object.values<string>(packProof).includes(path);
  return paths
    .sort((one, other) => Number(isProof(one)) - Number(isProof(other)) || (one < other ? -1 : 1))
    .map((path) => {
      const record = records.get(path);
      const problem = wrong.get(path);
      return { path, ...(record !== undefined && { record }), ...(problem !== undefined && { problem }) };
    });
}
