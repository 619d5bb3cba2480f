import type { Run } from "../../run/run.ts";
import type { StartRequest, Work } from "../define-operation.ts";
import {
  type PackedEvidence,
  type PackedFinding,
  type PackedReport,
  type PackedReview,
  type PackedRun,
  type PackSources,
  packedReportKinds,
} from "./pack-content.ts";
import type { PackOptions } from "./pack-options.ts";

type Scope = StartRequest<unknown>["scope"];

/** What a pack is made of. All of it only reads. */
export interface SourceDependencies {
  readonly reviews: { findPackable(scope: Scope, id: string | undefined): Promise<PackedReview | undefined> };
  readonly evidence: {
    /** The snapshot with its entries; undefined when it does not exist or has expired. Throws when it is damaged. */
    findWithEntries(scope: Scope, id: string): Promise<PackedEvidence | undefined>;
  };
  readonly driftFindings: {
    /** Every finding of the environment with all decisions about it. */
    listWithDecisions(scope: Scope, onPage: () => Promise<void>): Promise<readonly PackedFinding[]>;
  };
  readonly reports: {
    /** The report of the latest attempt; undefined when there is none. */
    findLatest(scope: Scope, kind: PackedReport["kind"]): Promise<Omit<PackedReport, "kind"> | undefined>;
  };
  readonly runs: { getRuns(ids: readonly string[], how: { readonly isConsistent: boolean }): Promise<readonly Run[]> };
  readonly policies: { findBody(scope: Scope, contentHash: string): Promise<string | undefined> };
}

const readsAtOnce = 20;

/** Reads everything that the options ask for. A run is included because a record names it, never because of its time. */
export async function collectSources(
  work: Work<unknown>,
  { review, evidence }: Pick<PackSources, "review" | "evidence">,
  { include }: PackOptions,
  { driftFindings, reports, runs, policies }: SourceDependencies,
): Promise<(PackSources & { readonly documents: ReadonlyMap<string, string> }) | "documents_missing"> {
  const { scope } = work;
  const goesOn = () => work.report({ phase: "reading_evidence" });
  const findings = include.includes("findings") ? await driftFindings.listWithDecisions(scope, goesOn) : [];
  const kinds = packedReportKinds.filter((kind) =>
    include.includes(kind === "compliance-snapshots" ? "compliance" : "posture"),
  );
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const report = await reports.findLatest(scope, kind);
      return report === undefined ? [] : [{ ...report, kind }];
    }),
  );
  const latest = found.flat();
  const named = [review, evidence, ...findings, ...latest].map(({ operationRunId }) => operationRunId);
  const documents = include.includes("documents") ? await documentsOf() : new Map<string, string>();
  if (documents === undefined) return "documents_missing";
  return {
    review,
    evidence,
    findings,
    reports: latest,
    runs: include.includes("runs") ? await runsOf([...new Set(named)]) : [],
    documents,
  };

  /** An id in a record proves nothing about its scope: a run of another environment is left out. */
  async function runsOf(ids: readonly string[]): Promise<PackedRun[]> {
    const stored = await runs.getRuns(ids, { isConsistent: true });
    const isOurs = ({ workspaceId, environmentId }: Run) =>
      workspaceId === scope.workspaceId && environmentId === scope.environmentId;
    return stored.filter(isOurs).map(packedRun);
  }

  /** Undefined when one is missing: a pack with gaps would look whole. */
  async function documentsOf(): Promise<Map<string, string> | undefined> {
    const hashes = [...new Set(evidence.entries.map(({ contentHash }) => contentHash))].sort();
    const texts = new Map<string, string>();
    for (let at = 0; at < hashes.length; at += readsAtOnce) {
      const chunk = hashes.slice(at, at + readsAtOnce);
      const bodies = await Promise.all(chunk.map((hash) => policies.findBody(scope, hash)));
      for (const [index, body] of bodies.entries()) {
        if (body === undefined) return undefined;
        texts.set(chunk[index] ?? "", body);
      }
      await work.report({ processed: Math.min(at + readsAtOnce, hashes.length) - 1, total: hashes.length });
    }
    return texts;
  }
}

function packedRun(run: Run): PackedRun {
  return {
    id: run.id,
    type: run.type,
    status: run.status,
    outcome: run.outcome,
    startedByUserId: run.initiator.id,
    createdAt: run.createdAt,
    completedAt: run.completedAt ?? null,
    isReconciled: run.context.reconciliation !== undefined,
    reasonCode: run.endedBy?.reasonCode ?? null,
    summaryCounts: run.summaryCounts,
    failureCodes: run.failures.map(({ code }) => code),
  };
}
