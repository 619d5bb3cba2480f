import fc from "fast-check";
import { expect, it } from "vitest";
import { judgeRestore, proveRestore } from "../../shared/operations/restores/restore-proof.ts";
import {
  countResults,
  endStatusOf,
  type ItemStatus,
  type RestoreItem,
  type RestoreRecord,
  type RestoreStatus,
} from "../../shared/operations/restores/restore-record.ts";
import type { Run } from "../../shared/run/run.ts";

const runId = "01J00000000000000000000001";
const otherRunId = "01J00000000000000000000002";

function aRecord(fields: Partial<RestoreRecord> = {}): RestoreRecord {
  return {
    id: runId,
    backupSetId: "01J00000000000000000000003",
    providerConnectionId: "connection-1",
    operationRunId: runId,
    status: "completed",
    isDryRun: false,
    requestedItems: "all",
    itemCount: 2,
    completedAt: "2026-03-02T09:10:00.000Z",
    ...fields,
  };
}

function someItems(...statuses: (ItemStatus | undefined)[]): RestoreItem[] {
  return statuses.map((status, index) => ({
    itemId: `policy-${index}`,
    collection: "deviceConfigurations",
    displayName: `Policy ${index}`,
    contentHash: "0".repeat(64),
    ...(status && { result: { status, ...(status === "failed" && { reason: "restore.write_refused" }) } }),
  }));
}

function aRun(fields: Partial<Run> = {}): Run {
  return {
    id: runId,
    type: "restore.execute",
    workspaceId: "acme",
    environmentId: "acme-prod",
    status: "running",
    outcome: "pending",
    initiator: { id: "manager", name: "manager" },
    createdAt: "2026-03-02T09:00:00.000Z",
    claims: [],
    attempt: 1,
    tries: 0,
    handovers: 0,
    waitedSeconds: 0,
    inputElsewhere: false,
    context: {},
    summaryCounts: {},
    failures: [],
    ...fields,
  };
}

/** Records by "workspace/environment/id". */
function records(
  stored: Record<string, RestoreRecord>,
  items: readonly RestoreItem[] = someItems("applied", "skipped"),
) {
  const asked: string[] = [];
  return {
    asked,
    restoreRuns: {
      async find(scope: { workspaceId: string; environmentId: string }, id: string) {
        const key = `${scope.workspaceId}/${scope.environmentId}/${id}`;
        asked.push(key);
        return stored[key];
      },
      listItems: async () => items,
    },
  };
}

const active: RestoreStatus[] = ["draft", "scoped", "checked", "previewed", "queued", "running"];

it.each(active)("restore proof never treats a %s record as an end", (status) => {
  expect(judgeRestore(aRecord({ status }), someItems("applied", "applied")).decision).toBe("still_in_progress");
});

it.each([...active, "completed", "partial", "failed", "cancelled"] as const)(
  "restore proof of an execution is never a dry run that is %s",
  (status) => {
    const verdict = judgeRestore(aRecord({ status, isDryRun: true }), someItems("applied", "applied"));
    expect(verdict).toMatchObject({ decision: "still_in_progress", reasonCode: "restore.not_executed" });
  },
);

it.each([
  { what: "all applied", items: someItems("applied", "applied"), decision: "reconciled_succeeded" },
  { what: "all skipped", items: someItems("skipped", "skipped"), decision: "reconciled_succeeded" },
  { what: "one failed", items: someItems("applied", "failed"), decision: "reconciled_partially_succeeded" },
  {
    what: "one left to a person",
    items: someItems("applied", "manual_required"),
    decision: "reconciled_partially_succeeded",
  },
  { what: "no items at all", items: [], decision: "attention_required" },
  { what: "an item without a result", items: someItems("applied", undefined), decision: "attention_required" },
  { what: "an item less than it counts", items: someItems("applied"), decision: "attention_required" },
  {
    what: "an item more than it counts",
    items: someItems("applied", "applied", undefined),
    decision: "attention_required",
  },
])("completed restore record with $what is evaluated as $decision", ({ items, decision }) => {
  expect(judgeRestore(aRecord(), items).decision).toBe(decision);
});

it("restore proof needs the completion time and the items", () => {
  const { completedAt: _, ...unfinished } = aRecord();
  expect(judgeRestore(unfinished, someItems("applied", "applied")).decision).toBe("attention_required");
});

it("restore proof trusts counts of failures, but never counts of successes", () => {
  const counts = (failed: number) => ({ applied: 2 - failed, skipped: 0, failed, manualRequired: 0 });
  expect(judgeRestore(aRecord({ results: counts(1) }), []).decision).toBe("reconciled_partially_succeeded");
  expect(judgeRestore(aRecord({ results: counts(0) }), [])).toMatchObject({
    decision: "attention_required",
    reasonCode: "restore.proof_incomplete",
    failures: [{ code: "restore.proof_incomplete" }],
  });
});

it.each([
  { status: "partial", decision: "reconciled_partially_succeeded", reasonCode: "restore.partial_items" },
  { status: "failed", decision: "reconciled_failed", reasonCode: "restore.failed" },
  { status: "cancelled", decision: "reconciled_failed", reasonCode: "restore.cancelled" },
] as const)("$status restore record with failures is evaluated as $decision", ({ status, ...expected }) => {
  const verdict = judgeRestore(aRecord({ status }), []);
  expect(verdict).toMatchObject(expected);
  expect(verdict.failures.length).toBeGreaterThan(0);
});

it("restore handler and adapter derive the same end from any items", () => {
  const statuses = fc.array(fc.constantFrom<ItemStatus>("applied", "skipped", "failed", "manual_required"), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(statuses, (drawn) => {
      const items = someItems(...drawn);
      const results = countResults(items);
      const record = aRecord({ status: endStatusOf(results), results, itemCount: items.length });
      const restored = drawn.filter((status) => status === "applied" || status === "skipped").length;
      const expected =
        restored === drawn.length
          ? "reconciled_succeeded"
          : restored > 0
            ? "reconciled_partially_succeeded"
            : "reconciled_failed";

      const { decision, summaryCounts, failures } = judgeRestore(record, items);

      expect(decision).toBe(expected);
      expect(summaryCounts).toMatchObject({ total: drawn.length, processed: drawn.length });
      expect(failures.length > 0).toBe(restored < drawn.length);
    }),
  );
});

it("restore proof finds the run's record in scope, exposing only ids and states", async () => {
  const named = "01J00000000000000000000009";
  const needs = records({ [`acme/acme-prod/${named}`]: aRecord({ id: named }) });

  const proof = await proveRestore(aRun({ context: { restoreRunId: named } }), needs);

  expect(needs.asked).toEqual([`acme/acme-prod/${named}`]);
  expect(proof).toMatchObject({
    decision: "reconciled_succeeded",
    reasonCode: "restore.completed_with_item_proof",
    related: { type: "restore_run", id: named },
    summaryCounts: { total: 2, succeeded: 1, skipped: 1 },
  });
  expect(JSON.stringify(proof.evidence)).not.toMatch(/displayName|Policy 0|contentHash/);
});

it.each([
  { what: "no record", stored: {}, context: {} },
  { what: "a record of another environment", stored: { [`acme/acme-lab/${runId}`]: aRecord() }, context: {} },
  { what: "a record of another workspace", stored: { [`globex/acme-prod/${runId}`]: aRecord() }, context: {} },
  {
    what: "a record that another run works on",
    stored: { [`acme/acme-prod/${runId}`]: aRecord({ operationRunId: otherRunId }) },
    context: {},
  },
  {
    what: "a named record that another run works on",
    stored: { "acme/acme-prod/named": aRecord({ id: "named", operationRunId: otherRunId }) },
    context: { restoreRunId: "named" },
  },
])("restore proof ignores $what and does not mention it", async ({ stored, context }) => {
  expect(await proveRestore(aRun({ context }), records(stored))).toEqual({
    decision: "no_proof",
    reasonCode: "restore.record_missing",
    evidence: {},
  });
});

it("restore proof accepts an unclaimed named record, not a match by name", async () => {
  const { operationRunId: _, ...unclaimed } = aRecord();
  const needs = records({ [`acme/acme-prod/${runId}`]: unclaimed });

  expect((await proveRestore(aRun({ context: { restoreRunId: runId } }), needs)).decision).toBe("reconciled_succeeded");
  expect((await proveRestore(aRun(), needs)).decision).toBe("no_proof");
});

it("restore proof names at most twenty unproven items", async () => {
  const items = someItems(...Array.from({ length: 60 }, () => "failed" as const));
  const stored = { [`acme/acme-prod/${runId}`]: aRecord({ status: "failed", itemCount: 60 }) };

  const { evidence, failures } = await proveRestore(aRun(), records(stored, items));

  expect(evidence.unprovenItemIds).toHaveLength(20);
  expect(failures).toContainEqual(expect.objectContaining({ code: "restore.write_refused", about: expect.anything() }));
});

it("a run without environment is proven by no restore record", async () => {
  expect((await proveRestore(aRun({ environmentId: null }), records({}))).decision).toBe("no_proof");
});
