import * as z from "zod";
import { utf8Text } from "../shared/foundation/bytes.ts";
import { deriveCompleteness, evidenceFingerprint } from "../shared/operations/evidence/evidence.ts";
import { policyCollections } from "../shared/operations/provider/provider-access.ts";
import type { CheckedManifest } from "../shared/operations/reviews/check-pack.ts";
import { sha256 } from "../shared/operations/reviews/pack-archive.ts";
import { composeReview, reviewFingerprint, sectionVersion } from "../shared/operations/reviews/review-content.ts";
import { type Contradiction, type DerivedAgain, jsonAt, writtenText } from "./derived-again.ts";

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

/** Derives every verdict of a review pack again from its evidence. */
export function verifyReview(entries: ReadonlyMap<string, Uint8Array>, manifest: CheckedManifest): DerivedAgain {
  const evidence = evidenceSchema.safeParse(jsonAt(entries, "evidence.json"));
  const review = reviewSchema.safeParse(jsonAt(entries, "review.json"));
  const identity = identitySchema.safeParse(manifest);
  const rules = identity.data?.review.sectionVersion ?? null;
  const isKnownRule = rules === sectionVersion;
  if (!evidence.success || !review.success || !identity.success) {
    const unreadable = [
      ...(identity.success ? [] : ["manifest.json"]),
      ...(review.success ? [] : ["review.json"]),
      ...(evidence.success ? [] : ["evidence.json"]),
    ];
    return { contradictions: unreadable.map((path) => ({ code: "unreadable", path })), rules, isKnownRule };
  }
  const { environmentId } = identity.data;
  const { entries: policies, collections, completeness, generatedAt, ...snapshot } = evidence.data;
  const documents = [...entries].flatMap(([path, content]): Contradiction[] => {
    const hash = /^documents\/([0-9a-f]{64})\.json$/.exec(path)?.[1];
    // A release before masks kept secrets: what it stored is masked in the pack, and has another digest.
    const isMasked = utf8Text(content).includes(mask);
    return hash === undefined || hash === sha256(content) || isMasked ? [] : [{ code: "misnamed", path }];
  });
  const ofEvidence = (part: string): Contradiction => ({
    ...{ code: "not_derived", path: "evidence.json", part },
    record: `evidence-snapshots/${snapshot.id}`,
  });
  const ofReview = (part: string): Contradiction => ({
    ...{ code: "not_derived", path: "review.json", part },
    record: `environment-reviews/${review.data?.id}`,
  });
  const isComplete = deriveCompleteness(collections, new Date(generatedAt)) === completeness;
  const isSame = evidenceFingerprint(environmentId, policies, collections, completeness) === snapshot.fingerprint;
  const isOfIt = !isKnownRule || reviewFingerprint(environmentId, snapshot) === review.data.fingerprint;
  return {
    rules,
    isKnownRule,
    contradictions: [
      ...documents,
      ...(isComplete ? [] : [ofEvidence("completeness")]),
      ...(isSame ? [] : [ofEvidence("fingerprint")]),
      ...(isOfIt ? [] : [ofReview("fingerprint")]),
      ...(isKnownRule ? verdictsOf(review.data).map(ofReview) : []),
    ],
  };

  function verdictsOf(stated: z.infer<typeof reviewSchema>): string[] {
    const derived = composeReview({ ...snapshot, completeness, collections, entries: policies });
    const pairs = {
      completeness: [stated.completeness, derived.completeness],
      sections: [stated.sections, derived.sections],
      gaps: [stated.gaps, derived.gaps],
      summary: [stated.summary, derived.summary],
    };
    return Object.entries(pairs).flatMap(([name, [one, other]]) =>
      writtenText(one) === writtenText(other) ? [] : [name],
    );
  }
}
