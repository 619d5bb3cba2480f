import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { deriveCompleteness, evidenceFingerprint } from "../shared/operations/evidence/evidence.ts";
import { policyCollections } from "../shared/operations/provider/provider-access.ts";
import {
  type CheckedManifest,
  checkPack,
  manifestIn,
  type PackProblem,
} from "../shared/operations/reviews/check-pack.ts";
import { sha256 } from "../shared/operations/reviews/pack-archive.ts";
import { composeReview, reviewFingerprint, sectionVersion } from "../shared/operations/reviews/review-content.ts";

/** What a verification found: sentences for people, and what is wrong, one sentence each. */
export interface Verified {
  readonly facts: readonly string[];
  readonly problems: readonly string[];
  /** Whether every verdict was derived again. False for rules of another release, or when something is wrong. */
  readonly isDerived: boolean;
}

const whole = z.int();
const collection = z.enum(policyCollections);
const evidenceSchema = z.object({
  id: z.string(),
  fingerprint: z.string(),
  completeness: z.enum(["complete", "partial", "stale"]),
  generatedAt: z.iso.datetime(),
  collections: z.array(
    z.object({
      collection,
      readAt: z.string(),
      isComplete: z.boolean(),
      failedItems: whole,
      removalsChecked: z.boolean().optional(),
    }),
  ),
  entries: z.array(
    z.object({
      policyId: z.string(),
      contentHash: z.string(),
      collection,
      platform: z.string(),
      displayName: z.string(),
      settingCount: whole,
    }),
  ),
});
const reviewSchema = z.object({
  id: z.string(),
  fingerprint: z.string(),
  completeness: z.string(),
  sections: z.array(z.unknown()),
  gaps: z.array(z.unknown()),
  summary: z.unknown(),
});
const identitySchema = z.object({
  environmentId: z.string(),
  review: z.object({ id: z.string(), fingerprint: z.string(), sectionVersion: whole }),
  evidence: z.object({ id: z.string(), fingerprint: z.string() }),
});

/** What stands for a secret in a document. */
const mask = "****";

const sentences: Readonly<Record<PackProblem["code"], string>> = {
  not_a_pack: "is missing or unreadable; this is no review pack",
  signature_invalid: "does not match the signing key",
  file_missing: "is missing",
  file_altered: "was altered",
  file_unlisted: "is not part of the signed pack",
  archive_altered: "was altered in the archive",
  manifest_contradicts: "contradicts the manifest",
};

/**
 * Verifies a review pack without network: signature, every digest, and every verdict of the review derived again from
 * the evidence by the rules that the manifest names.
 */
export function verifyPack(bytes: Uint8Array, trustedKey?: string): Verified {
  const { entries, problems, keyFingerprint } = checkPack(bytes, trustedKey);
  const manifest = manifestIn(entries);
  const found = problems.map(
    ({ code, path, record }) => `${named(path)} ${sentences[code]}${record === undefined ? "" : ` (${record})`}.`,
  );
  if (manifest === undefined || problems.length > 0) return { facts: [], problems: found, isDerived: false };
  const contradictions = contradictionsIn(entries, manifest);
  const isKnown = isKnownRule(manifest);
  return {
    facts: [
      `Signed by the key ${keyFingerprint}.`,
      trustedKey === undefined
        ? "The key is the one inside the pack. Compare it with the key that the console shows, or pass --key."
        : "The key is the one that you passed.",
      `${manifest.files.length} files match the signed manifest.`,
      isKnown
        ? `Every verdict of the review was derived again by version ${sectionVersion} of its rules.`
        : `The review was composed by another version of the rules than ${sectionVersion}; its verdicts were not derived again.`,
    ],
    problems: contradictions,
    isDerived: isKnown && contradictions.length === 0,
  };
}

const isKnownRule = (manifest: CheckedManifest) =>
  identitySchema.safeParse(manifest).data?.review.sectionVersion === sectionVersion;

function contradictionsIn(entries: ReadonlyMap<string, Uint8Array>, manifest: CheckedManifest): string[] {
  const jsonAt = (path: string): unknown => JSON.parse(Buffer.from(entries.get(path) ?? []).toString("utf8") || "null");
  const evidence = evidenceSchema.safeParse(jsonAt("evidence.json"));
  const review = reviewSchema.safeParse(jsonAt("review.json"));
  const identity = identitySchema.safeParse(manifest);
  if (!evidence.success || !review.success || !identity.success) {
    return ["review.json and evidence.json are not readable by this release."];
  }
  const { environmentId } = identity.data;
  const { entries: policies, collections, completeness, generatedAt, ...snapshot } = evidence.data;
  const documents = [...entries].flatMap(([path, content]) => {
    const hash = /^documents\/([0-9a-f]{64})\.json$/.exec(path)?.[1];
    // A release before masks kept secrets: what it stored is masked in the pack, and has another digest.
    const isMasked = Buffer.from(content).includes(mask);
    return hash === undefined || hash === sha256(content) || isMasked
      ? []
      : [`${path} is not the content that its name states.`];
  });
  const fingerprints = [
    deriveCompleteness(collections, new Date(generatedAt)) === completeness
      ? []
      : [`evidence-snapshots/${snapshot.id}: its completeness does not follow from its reads.`],
    evidenceFingerprint(environmentId, policies, collections, completeness) === snapshot.fingerprint
      ? []
      : [`evidence-snapshots/${snapshot.id}: its fingerprint does not follow from its entries.`],
    reviewFingerprint(environmentId, snapshot) === review.data.fingerprint || !isKnownRule(manifest)
      ? []
      : [`environment-reviews/${review.data.id}: its fingerprint does not follow from its evidence.`],
  ].flat();
  return [...documents, ...fingerprints, ...(isKnownRule(manifest) ? verdictsOf() : [])];

  function verdictsOf(): string[] {
    const derived = composeReview({ ...snapshot, completeness, collections, entries: policies });
    const { completeness: stated, sections, gaps, summary } = review.data ?? {};
    const pairs = {
      completeness: [stated, derived.completeness],
      sections: [sections, derived.sections],
      gaps: [gaps, derived.gaps],
      summary: [summary, derived.summary],
    };
    return Object.entries(pairs)
      .filter(([, [one, other]]) => !isDeepStrictEqual(one, JSON.parse(JSON.stringify(other))))
      .map(([name]) => `environment-reviews/${review.data?.id}: its ${name} does not follow from its evidence.`);
  }
}

/** A name from an altered archive may contain anything. */
const named = (path: string) => (/^[\w./-]{1,200}$/.test(path) ? path : JSON.stringify(path.slice(0, 60)));
