import type { CollectionRead, Completeness, EvidenceEntry } from "../evidence/evidence.ts";
import { fingerprintOf } from "../evidence/evidence.ts";
import { type PolicyCollection, policyCollections } from "../provider/provider-access.ts";

/** The source of a review. */
export interface ReviewEvidence {
  readonly id: string;
  readonly fingerprint: string;
  readonly completeness: Completeness;
  readonly collections: readonly CollectionRead[];
  readonly entries: readonly EvidenceEntry[];
}

export interface ReviewSection {
  readonly platform: string;
  readonly collection: PolicyCollection;
  readonly policyCount: number;
  readonly settingCount: number;
}

/** A limitation that a reader of the review must know. The presenter holds the words for each code. */
export interface ReviewGap {
  readonly code:
    | "collection_not_read"
    | "collection_incomplete"
    | "items_left_out"
    | "evidence_stale"
    | "platform_without_compliance"
    | "policies_without_settings"
    | "platform_unknown";
  readonly collection?: PolicyCollection;
  readonly platform?: string;
  readonly count?: number;
}

export interface ReviewContent {
  readonly completeness: Completeness;
  readonly sections: readonly ReviewSection[];
  readonly gaps: readonly ReviewGap[];
  readonly summary: {
    readonly policies: number;
    readonly settings: number;
    readonly sections: number;
    readonly gaps: number;
  };
}

/** Part of the fingerprint: other composition rules make another review. */
export const sectionVersion = 1;

/** The identity of a review as 64 hex characters, independent of times and persons. */
export function reviewFingerprint(
  environmentId: string,
  evidence: { readonly id: string; readonly fingerprint: string },
): string {
  const { id, fingerprint } = evidence;
  return fingerprintOf("review", { environmentId, evidence: { id, fingerprint }, sectionVersion });
}

/** Composes a review: a section per platform and policy type, and its gaps. Equal evidence gives equal content. */
export function composeReview(evidence: ReviewEvidence): ReviewContent {
  const sections = sectionsOf(evidence.entries);
  const gaps = [...collectionGaps(evidence), ...policyGaps(evidence.entries, sections)];
  return {
    completeness: evidence.completeness,
    sections,
    gaps,
    summary: {
      policies: evidence.entries.length,
      settings: sections.reduce((sum, section) => sum + section.settingCount, 0),
      sections: sections.length,
      gaps: gaps.length,
    },
  };
}

function sectionsOf(entries: readonly EvidenceEntry[]): ReviewSection[] {
  const byKey = Map.groupBy(entries, ({ platform, collection }) => `${platform} ${collection}`);
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      const settingCount = members.reduce((sum, member) => sum + member.settingCount, 0);
      return { platform: first.platform, collection: first.collection, policyCount: members.length, settingCount };
    });
}

function collectionGaps({ collections, completeness }: ReviewEvidence): ReviewGap[] {
  const gaps = policyCollections.flatMap((collection): ReviewGap[] => {
    const read = collections.find((candidate) => candidate.collection === collection);
    if (read === undefined) return [{ code: "collection_not_read", collection }];
    return [
      ...(read.isComplete ? [] : [{ code: "collection_incomplete", collection } as const]),
      ...(read.failedItems === 0 ? [] : [{ code: "items_left_out", collection, count: read.failedItems } as const]),
    ];
  });
  return completeness === "stale" ? [...gaps, { code: "evidence_stale" }] : gaps;
}

function policyGaps(entries: readonly EvidenceEntry[], sections: readonly ReviewSection[]): ReviewGap[] {
  const platforms = [...new Set(sections.map((section) => section.platform))];
  const withoutSettings = entries.filter((entry) => entry.settingCount === 0).length;
  const unknown = entries.filter((entry) => entry.platform === "other").length;
  return [
    ...platforms
      .filter((platform) => platform !== "other" && !hasCompliance(sections, platform))
      .map((platform): ReviewGap => ({ code: "platform_without_compliance", platform })),
    ...(withoutSettings === 0 ? [] : [{ code: "policies_without_settings", count: withoutSettings } as const]),
    ...(unknown === 0 ? [] : [{ code: "platform_unknown", count: unknown } as const]),
  ];
}

function hasCompliance(sections: readonly ReviewSection[], platform: string): boolean {
  return sections.some((section) => section.platform === platform && section.collection === "deviceCompliancePolicies");
}
