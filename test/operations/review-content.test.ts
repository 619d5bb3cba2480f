import { expect, it } from "vitest";
import {
  type CollectionRead,
  deriveCompleteness,
  type EvidenceEntry,
  evidenceFingerprint,
  evidenceStaleAfterSeconds,
} from "../../shared/operations/evidence/evidence.ts";
import { policyCollections } from "../../shared/operations/provider/provider-access.ts";
import { composeReview, reviewFingerprint } from "../../shared/operations/reviews/review-content.ts";
import { NOW } from "../support/clock.ts";

const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();
const reads = (fields: Partial<CollectionRead> = {}): CollectionRead[] =>
  policyCollections.map((collection) => ({
    collection,
    readAt: secondsAgo(60),
    isComplete: true,
    failedItems: 0,
    ...fields,
  }));
const entry = (fields: Partial<EvidenceEntry> = {}): EvidenceEntry => ({
  policyId: "a",
  contentHash: "c",
  collection: "configurationPolicies",
  platform: "windows",
  displayName: "A policy",
  settingCount: 3,
  ...fields,
});
const evidence = (entries: EvidenceEntry[], collections = reads()) =>
  ({ id: "snapshot", fingerprint: "f", completeness: "complete", collections, entries }) as const;

it.each([
  { what: "every collection was read in full", given: reads(), completeness: "complete" },
  { what: "one was never read", given: reads().slice(1), completeness: "partial" },
  { what: "one was not read to its end", given: reads({ isComplete: false }), completeness: "partial" },
  { what: "items were left out", given: reads({ failedItems: 1 }), completeness: "partial" },
  {
    what: "the last reading is at its limit",
    given: reads({ readAt: secondsAgo(evidenceStaleAfterSeconds) }),
    completeness: "complete",
  },
  { what: "it is beyond", given: reads({ readAt: secondsAgo(evidenceStaleAfterSeconds + 1) }), completeness: "stale" },
])("evidence is $completeness when $what", ({ given, completeness }) => {
  expect(deriveCompleteness(given, NOW)).toBe(completeness);
});

it("equal evidence has one fingerprint, regardless of order and time", () => {
  const entries = [entry(), entry({ policyId: "b" })];
  const of = (...given: Parameters<typeof evidenceFingerprint>) => evidenceFingerprint(...given);
  const fingerprint = of("acme-prod", entries, reads(), "complete");

  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(of("acme-prod", entries.toReversed(), reads({ readAt: secondsAgo(9) }).reverse(), "complete")).toBe(
    fingerprint,
  );
  expect(of("acme-lab", entries, reads(), "complete")).not.toBe(fingerprint);
  expect(of("acme-prod", [entry()], reads(), "complete")).not.toBe(fingerprint);
  expect(of("acme-prod", entries, reads(), "stale")).not.toBe(fingerprint);
});

it("review fingerprint differs for another environment or snapshot", () => {
  const one = reviewFingerprint("acme-prod", { id: "s", fingerprint: "f" });

  expect(reviewFingerprint("acme-prod", { id: "s", fingerprint: "f" })).toBe(one);
  expect(reviewFingerprint("acme-lab", { id: "s", fingerprint: "f" })).not.toBe(one);
  expect(reviewFingerprint("acme-prod", { id: "s2", fingerprint: "f" })).not.toBe(one);
  expect(reviewFingerprint("acme-prod", { id: "s", fingerprint: "f2" })).not.toBe(one);
});

it("review has one section per platform and kind of policy, with counts", () => {
  const { sections, summary } = composeReview(
    evidence([
      entry(),
      entry({ settingCount: 4 }),
      entry({ collection: "deviceCompliancePolicies", settingCount: 1 }),
      entry({ platform: "macos", collection: "deviceCompliancePolicies", settingCount: 2 }),
    ]),
  );

  expect(sections).toEqual([
    { platform: "macos", collection: "deviceCompliancePolicies", policyCount: 1, settingCount: 2 },
    { platform: "windows", collection: "configurationPolicies", policyCount: 2, settingCount: 7 },
    { platform: "windows", collection: "deviceCompliancePolicies", policyCount: 1, settingCount: 1 },
  ]);
  expect(summary).toEqual({ policies: 4, settings: 10, sections: 3, gaps: 0 });
});

it("review names every gap", () => {
  const [first, second, third] = reads();
  const collections = [
    ...(first ? [{ ...first, isComplete: false }] : []),
    ...(second ? [{ ...second, failedItems: 2 }] : []),
  ];
  expect(third?.collection).toBe("configurationPolicies");

  const { gaps } = composeReview({
    ...evidence([entry({ settingCount: 0 }), entry({ platform: "other" })], collections),
    completeness: "stale",
  });

  expect(gaps).toEqual([
    { code: "collection_incomplete", collection: "deviceCompliancePolicies" },
    { code: "items_left_out", collection: "deviceConfigurations", count: 2 },
    { code: "collection_not_read", collection: "configurationPolicies" },
    { code: "evidence_stale" },
    { code: "platform_without_compliance", platform: "windows" },
    { code: "policies_without_settings", count: 1 },
    { code: "platform_unknown", count: 1 },
  ]);
});
