import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type AuditWrite, writeTogether } from "../ledger/write-together.ts";
import { createRecordStore, forEachOf, isAbsent, type PageRequest, type RecordScope } from "./record-store.ts";

export const findingStatuses = ["open", "accepted", "resolved"] as const;
export const reopenedReasons = [
  "accepted_value_changed",
  "acceptance_expired",
  "acceptance_revoked",
  "returned",
] as const;

export const driftFinding = z.object({
  id: z.string(),
  baselineProfileId: z.string(),
  policyKey: z.string(),
  /** The policy in the compared environment; absent when it is missing there. */
  policyId: z.string().optional(),
  displayName: z.string(),
  /** Where in the document; empty for the policy itself. */
  path: z.string(),
  kind: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  actualHash: z.string(),
  status: z.enum(findingStatuses),
  reopened: z.enum(reopenedReasons).optional(),
  /** What was accepted, by whom, why and until when. Absent unless the finding is accepted. */
  acceptance: z
    .object({
      actualHash: z.string(),
      decisionId: z.string(),
      byUserId: z.string(),
      reason: z.string(),
      until: z.string(),
      at: z.string(),
    })
    .optional(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  resolvedAt: z.string().optional(),
  /** The comparison that wrote it last. */
  operationRunId: z.string(),
  /** The ticket of that comparison's attempt. */
  n: z.number().int(),
  /** Counts its writes, so that a decision and a comparison never overwrite each other. */
  revision: z.number().int(),
});
export type DriftFindingRecord = z.infer<typeof driftFinding>;

const driftDecision = z.object({
  id: z.string(),
  decision: z.enum(["accept", "revoke"]),
  findingId: z.string(),
  actualHash: z.string(),
  byUserId: z.string(),
  reason: z.string(),
  until: z.string().optional(),
  at: z.string(),
});
export type DriftDecisionRecord = z.infer<typeof driftDecision>;

const kind = "drift-findings";
const decisionsKind = (findingId: string) => `drift-decisions:${findingId}`;
const isAsRead = "attribute_exists(pk) AND #record.#revision = :revision";

/** Deviations of an environment from baselines, and what people decided about them. */
export function createDriftFindings(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function find(scope: RecordScope, id: string): Promise<DriftFindingRecord | undefined> {
    const record = await store.find(scope, kind, id);
    return record === undefined ? undefined : driftFinding.parse(record);
  }

  return {
    find,

    /** Every finding of a profile. */
    async listOf(scope: RecordScope, baselineProfileId: string): Promise<DriftFindingRecord[]> {
      const found: DriftFindingRecord[] = [];
      for await (const page of store.pages(scope, kind)) {
        const findings = page.map((record) => driftFinding.parse(record));
        found.push(...findings.filter((finding) => finding.baselineProfileId === baselineProfileId));
      }
      return found;
    },

    /** Every finding of the environment with all decisions about it, oldest first. */
    async listWithDecisions(scope: RecordScope, onPage: () => Promise<void>) {
      const found: (DriftFindingRecord & { readonly decisions: readonly DriftDecisionRecord[] })[] = [];
      for await (const page of store.pages(scope, kind)) {
        const findings = page.map((record) => driftFinding.parse(record));
        found.push(
          ...(await forEachOf(findings, async (finding) => ({ ...finding, decisions: await decisionsOf(finding) }))),
        );
        await onPage();
      }
      return found;

      /** The first write of a finding is no decision. */
      async function decisionsOf({ id, revision }: DriftFindingRecord): Promise<DriftDecisionRecord[]> {
        const decisions: DriftDecisionRecord[] = [];
        if (revision === 1) return decisions;
        for await (const page of store.pages(scope, decisionsKind(id))) {
          decisions.push(...page.map((record) => driftDecision.parse(record)));
        }
        return decisions;
      }
    },

    /**
     * Writes a finding as a comparison derived it from `before`. False when a decision or another comparison has written
     * it since.
     */
    async put(
      scope: RecordScope,
      before: DriftFindingRecord | undefined,
      next: Omit<DriftFindingRecord, "revision">,
    ): Promise<boolean> {
      const revision = (before?.revision ?? 0) + 1;
      const record = driftFinding.parse({ ...next, revision });
      if (before === undefined) return store.put(scope, kind, next.id, record, isAbsent);
      const isLater = `${isAsRead} AND #record.#n <= :n`;
      return store.put(scope, kind, next.id, record, isLater, { revision: before.revision, n: next.n });
    },

    /**
     * Stores a decision, the finding after it and the audit entry in one write; false when the finding has changed since
     * it was read.
     */
    async decide(
      scope: RecordScope,
      before: DriftFindingRecord,
      next: Omit<DriftFindingRecord, "revision">,
      decision: DriftDecisionRecord,
      beside: AuditWrite,
    ): Promise<boolean> {
      const { revision } = before;
      const record = driftFinding.parse({ ...next, revision: revision + 1 });
      return writeTogether(target, [
        store.putPart(scope, kind, before.id, record, isAsRead, { revision }),
        store.putPart(scope, decisionsKind(before.id), decision.id, driftDecision.parse(decision), isAbsent),
        beside(true),
      ]);
    },

    /** In the order of their ids: the findings of one profile together. */
    async list(scope: RecordScope, request: PageRequest) {
      const page = await store.page(scope, kind, request);
      return { ...page, records: page.records.map((record) => driftFinding.parse(record)) };
    },

    /** A finding with what was decided about it, newest first. */
    async findWithDecisions(scope: RecordScope, id: string) {
      const finding = await find(scope, id);
      if (finding === undefined) return undefined;
      const { records } = await store.page(scope, decisionsKind(id), { limit: 100, isNewestFirst: true });
      return { ...finding, decisions: records.map((record) => driftDecision.parse(record)) };
    },
  };
}
export type DriftFindings = ReturnType<typeof createDriftFindings>;
