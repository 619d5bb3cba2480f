import { expect, it } from "vitest";
import { packOptionsOf } from "../../shared/operations/reviews/pack-options.ts";
import { collectSources, type SourceDependencies } from "../../shared/operations/reviews/pack-sources.ts";
import { aRun } from "../derived/runs.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const at = "2026-11-01T08:00:00.000Z";
const review = {
  ...{ id: "review", fingerprint: "f", status: "ready", evidenceSnapshotId: "evidence", operationRunId: "of-review" },
  ...{ initiatedByUserId: "manager", generatedAt: at, completeness: "complete" as const, sections: [], gaps: [] },
  summary: { policies: 0, settings: 0, sections: 0, gaps: 0 },
};
const evidence = {
  ...{ id: "evidence", fingerprint: "e", operationRunId: "of-evidence", completeness: "complete" as const },
  ...{ collections: [], entries: [], generatedAt: at },
};

it("a pack leaves out runs of other scopes that its records name", async () => {
  const stored = [
    aRun({ ...scope, id: "of-review" }),
    aRun({ ...scope, environmentId: "acme-lab", id: "of-evidence" }),
    aRun({ ...scope, workspaceId: "globex", id: "of-evidence" }),
  ];
  const needs: SourceDependencies = {
    reviews: { findPackable: async () => review },
    evidence: { findWithEntries: async () => evidence },
    driftFindings: { listWithDecisions: async () => [] },
    reports: { findLatest: async () => undefined },
    runs: { getRuns: async (ids) => stored.filter(({ id }) => ids.includes(id)) },
    policies: { findBody: async () => undefined },
  };
  const work = {
    ...{ run: aRun(scope), scope, input: {}, signal: new AbortController().signal, timeLeftMillis: () => 1000 },
    report: async () => {},
    confirm: async () => {},
  };

  const sources = await collectSources(work, { review, evidence }, packOptionsOf({ include: ["runs"] }), needs);

  expect(sources === "documents_missing" ? [] : sources.runs.map(({ id }) => id)).toEqual(["of-review"]);
});
