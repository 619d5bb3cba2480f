import { utf8Bytes } from "../../foundation/bytes.ts";
import { canonicalJson } from "../../run/identity.ts";
import type { Json } from "../define-operation.ts";
import type { CollectionRead, Completeness, EvidenceEntry } from "../evidence/evidence.ts";
import type { PackOptions } from "./pack-options.ts";
import { withPseudonyms } from "./pack-persons.ts";
import type { ReviewContent } from "./review-content.ts";

/** The records that a pack shows, as they are stored. */
export interface PackSources {
  readonly review: PackedReview;
  readonly evidence: PackedEvidence;
  readonly findings: readonly PackedFinding[];
  readonly runs: readonly PackedRun[];
  readonly reports: readonly PackedReport[];
}

export interface PackedReview extends Omit<ReviewContent, "gaps"> {
  readonly gaps: readonly {
    readonly code: string;
    readonly collection?: string | undefined;
    readonly platform?: string | undefined;
    readonly count?: number | undefined;
  }[];
  readonly id: string;
  readonly fingerprint: string;
  readonly status: string;
  readonly evidenceSnapshotId: string;
  readonly operationRunId: string;
  readonly initiatedByUserId: string;
  readonly generatedAt: string;
  readonly publishedAt?: string | undefined;
  readonly publishedByUserId?: string | undefined;
}

export interface PackedEvidence {
  readonly id: string;
  readonly fingerprint: string;
  readonly operationRunId: string;
  readonly completeness: Completeness;
  readonly collections: readonly CollectionRead[];
  readonly entries: readonly EvidenceEntry[];
  readonly generatedAt: string;
}

export interface PackedDecision {
  readonly decision: string;
  readonly byUserId: string;
  readonly reason: string;
  readonly until?: string | undefined;
  readonly at: string;
  readonly actualHash: string;
}

export interface PackedFinding {
  readonly id: string;
  readonly baselineProfileId: string;
  readonly policyKey: string;
  readonly displayName: string;
  readonly path: string;
  readonly kind: string;
  readonly status: string;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt?: string | undefined;
  readonly operationRunId: string;
  readonly decisions: readonly PackedDecision[];
}

export interface PackedRun {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly outcome: string;
  readonly startedByUserId: string;
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly isReconciled: boolean;
  readonly reasonCode: string | null;
  readonly summaryCounts: Readonly<Record<string, number>>;
  readonly failureCodes: readonly string[];
}

export const packedReportKinds = [
  "permission-reports",
  "admin-role-scans",
  "rbac-reports",
  "compliance-snapshots",
] as const;
export interface PackedReport {
  readonly kind: (typeof packedReportKinds)[number];
  readonly id: string;
  readonly operationRunId: string;
  readonly status: string;
  readonly createdAt: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** One file of a pack and the record that it shows. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly source: { readonly kind: string; readonly id: string };
}

/** What a pack says, in the form in which its files say it. */
export interface PackContent {
  readonly review: PackedReview;
  readonly evidence: PackedEvidence;
  readonly findings: readonly PackedFinding[] | null;
  readonly runs: readonly PackedRun[] | null;
  readonly posture: readonly PackedReport[] | null;
  readonly compliance: readonly PackedReport[] | null;
}

/** The content that the options ask for, in a fixed order and with persons named as the options say. */
export function packContentOf(workspaceId: string, sources: PackSources, options: PackOptions): PackContent {
  const has = (part: PackOptions["include"][number]) => options.include.includes(part);
  const reports = sources.reports.toSorted(by(({ kind, id }) => `${kind} ${id}`)).map((one) => reportOf(one, options));
  const isCompliance = ({ kind }: PackedReport) => kind === "compliance-snapshots";
  const { entries, collections } = sources.evidence;
  const content: PackContent = {
    review: sources.review,
    evidence: {
      ...sources.evidence,
      collections: collections.toSorted(by(({ collection }) => collection)),
      entries: entries.toSorted(by(({ policyId }) => policyId)),
    },
    findings: has("findings") ? sources.findings.toSorted(by(({ id }) => id)) : null,
    runs: has("runs") ? sources.runs.toSorted(by(({ id }) => id)) : null,
    posture: has("posture") ? reports.filter((one) => !isCompliance(one)) : null,
    compliance: has("compliance") ? reports.filter(isCompliance) : null,
  };
  return options.pii ? content : (withPseudonyms(workspaceId, content) as PackContent);
}

/** The files of the content; a part that was not asked for has none. */
export function filesOf({ review, evidence, findings, runs, posture, compliance }: PackContent): PackFile[] {
  const file = (path: string, kind: string, id: string, value: unknown): PackFile => ({
    path,
    source: { kind, id },
    bytes: jsonBytes(value),
  });
  const ofReview = (path: string, kind: string, value: unknown) =>
    value === null ? [] : [file(path, kind, review.id, value)];
  return [
    file("review.json", "environment-reviews", review.id, review),
    file("evidence.json", "evidence-snapshots", evidence.id, evidence),
    ...ofReview("findings.json", "drift-findings", findings),
    ...ofReview("runs.json", "operation-runs", runs),
    ...ofReview("posture.json", "reports", posture),
    ...ofReview("compliance.json", "compliance-snapshots", compliance),
  ];
}

/** The document of one content, under its hash: `evidence.json` says which policies have it. */
export function documentFile(contentHash: string, text: string): PackFile {
  const path = `documents/${contentHash}.json`;
  return { path, source: { kind: "policy-versions", id: contentHash }, bytes: utf8Bytes(text) };
}

/** Canonical JSON with a final line break: equal values are equal bytes. */
export const jsonBytes = (value: unknown): Uint8Array => utf8Bytes(`${canonicalJson(value)}\n`);

/** The newest and the oldest read that the evidence rests on. */
export function readIntervalOf({ collections }: Pick<PackedEvidence, "collections">): Json {
  const reads = collections.map(({ readAt }) => readAt).sort();
  return { from: reads[0] ?? null, until: reads.at(-1) ?? null };
}

const heldAssignments = ["standing", "activated", "eligibleFor"] as const;

/** In a scan of administrator roles the holder's name is the name of a person. */
function reportOf(report: PackedReport, { pii }: PackOptions): PackedReport {
  if (report.kind !== "admin-role-scans") return report;
  const named = Object.fromEntries(
    heldAssignments
      .map((list) => [list, holdersOf(report.content[list], pii)])
      .filter(([, held]) => held !== undefined),
  );
  return { ...report, content: { ...report.content, ...named } };
}

function holdersOf(held: unknown, pii: boolean): unknown {
  if (!Array.isArray(held)) return held;
  return held.map((item: Record<string, unknown>) => {
    const { name, id: _, principalId, ...facts } = item;
    return { ...facts, principalId, principalName: pii ? name : principalId };
  });
}

const by =
  <Item>(keyOf: (item: Item) => string) =>
  (one: Item, other: Item) =>
    keyOf(one) < keyOf(other) ? -1 : 1;
