import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueShardOf, problemShardOf } from "../../shared/ledger/keys.ts";
import { epochOf } from "../../shared/ledger/line-locks.ts";
import { problemOpenKey } from "../../shared/ledger/open-keys.ts";
import { baseItem, parseRun, queuedRunItem } from "../../shared/ledger/run-item.ts";
import { operations } from "../../shared/operations/registry.ts";
import { summaryCountKeys } from "../../shared/run/summary-counts.ts";

/** The size that DynamoDB bills: names and values in UTF-8, three bytes per document, one per entry. */
function itemBytes(value: unknown): number {
  if (value === null || typeof value === "boolean") return 1;
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(Math.abs(value)).length / 2) + 1 + (value < 0 ? 1 : 0);
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, entry) => sum + 1 + itemBytes(entry), 0);
  return 3 + entriesBytes(value, 1);
}
function entriesBytes(value: unknown, overhead: number): number {
  return Object.entries(value ?? {}).reduce(
    (sum, [name, entry]) => sum + overhead + Buffer.byteLength(name) + itemBytes(entry),
    0,
  );
}
const itemSize = (item: object) => entriesBytes(item, 0);

const scopeId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,25}$/);
const time = "2026-03-02T09:00:00.000Z";
const uuid = "00000000-0000-4000-8000-000000000000";
/** Subject and name share 80 bytes. */
const initiator = fc.integer({ min: 1, max: 64 }).map((n) => ({ id: "s".repeat(n), name: "n".repeat(80 - n) }));
const startIn = (scope: fc.Arbitrary<string>) =>
  fc.record({
    id: fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
    type: fc.constantFrom(...operations.map((operation) => operation.type)),
    workspaceId: scope,
    environmentId: scope,
    initiator,
    createdAt: fc.constant(time),
    correlationHash: fc.constant("0123456789abcdefghijkl"),
    input: fc.constantFrom({}, { providerConnectionId: "0".repeat(26) }, { evidenceSnapshotId: "0".repeat(26) }),
    context: fc.constantFrom(
      { providerConnectionId: "0".repeat(26), selectionHash: "0".repeat(22) },
      { fingerprint: "0".repeat(64) },
    ),
    gen: fc.integer({ min: 1, max: 999_999 }),
    epoch: fc.constant(epochOf("7".repeat(26))),
  });
const start = startIn(scopeId);
/** Every part at its maximum length, a combination that random generation never reaches. */
const longest: Start = {
  id: "7".repeat(26),
  type: operations.map((operation) => operation.type).reduce((a, b) => (a.length > b.length ? a : b)),
  workspaceId: "w".repeat(26),
  environmentId: "e".repeat(26),
  initiator: { id: "s".repeat(64), name: "n".repeat(16) },
  createdAt: time,
  correlationHash: "0123456789abcdefghijkl",
  input: { evidenceSnapshotId: "0".repeat(26) },
  context: { fingerprint: "0".repeat(64) },
  gen: 999_999,
  epoch: epochOf("7".repeat(26)),
};
type Start = typeof start extends fc.Arbitrary<infer Value> ? Value : never;

const counts = Object.fromEntries(summaryCountKeys.slice(0, 7).map((key) => [key, 99_999]));
const dispatch = { version: 1, queue: "operations-short", at: time, jobId: uuid };

/** The item of a run after each write of its lifecycle. */
function itemsOf(values: Start) {
  const queued = queuedRunItem(values, "elevenchars", time);
  const { requestToken: _, ...kept } = queued;
  const running = {
    ...kept,
    dispatch,
    status: "running",
    claims: [time],
    attempt: 1,
    messageId: uuid,
    receiveCount: 1,
    claimToken: "elevenchars",
    leaseUntil: time,
    summaryCounts: { total: 99_999, processed: 99_999 },
  };
  const ended = { ...baseItem(values), dispatch, claims: [time], attempt: 1, status: "completed", completedAt: time };
  const related = { type: "environment_review", id: "0".repeat(26) };
  const succeeded = {
    ...ended,
    outcome: "succeeded",
    endedBy: { source: "worker" },
    summaryCounts: counts,
    context: { ...values.context, related },
  };
  const failed = {
    ...ended,
    outcome: "failed",
    endedBy: { source: "worker", reasonCode: "provider_credential_missing" },
    openKey: problemOpenKey({
      ...values,
      outcome: "failed",
      reasonCode: "provider_credential_missing",
      failureCode: "provider_credential_missing",
    }),
    dueShard: problemShardOf(values.id),
    dueAt: time,
    failures: [{ code: "provider_credential_missing", message: "m".repeat(70) }],
  };
  return { usual: [queued, { ...queued, dispatch }, running, succeeded], failed };
}

describe("a run item", () => {
  it("fits into one write unit until success, for any scope, type and initiator", () => {
    fc.assert(
      fc.property(start, (values) => {
        for (const item of itemsOf(values).usual) expect(itemSize(item)).toBeLessThanOrEqual(1024);
      }),
      { examples: [[longest]] },
    );
  });

  it("fits into one write unit as a failure with 12-character scope ids", () => {
    const short = { ...longest, workspaceId: "w".repeat(12), environmentId: "e".repeat(12) };
    fc.assert(
      fc.property(startIn(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,11}$/)), (values) => {
        expect(itemSize(itemsOf(values).failed)).toBeLessThanOrEqual(1024);
      }),
      { examples: [[short]] },
    );
  });

  it.each([
    { stored: { total: 3, failed: "two", items: 1.5, policies: null, skipped: { n: 1 } }, read: { total: 3 } },
    { stored: "three", read: {} },
  ])("is read without counts that are no whole numbers: $stored", ({ stored, read }) => {
    const item = { ...queuedRunItem(longest, "elevenchars", time), summaryCounts: stored };

    expect(parseRun(item)?.summaryCounts).toEqual(read);
  });

  it("round-trips the stored run", () => {
    fc.assert(
      fc.property(start, (values) => {
        const run = parseRun({ ...queuedRunItem(values, "elevenchars", time), dispatch });

        expect(run).toMatchObject({
          id: values.id,
          workspaceId: values.workspaceId,
          environmentId: values.environmentId,
          status: "queued",
          dueShard: dueShardOf(values.id),
          context: {
            dispatch: {
              correlationVersion: 1,
              operationRunId: values.id,
              jobClass: values.type,
              queue: "operations-short",
              connection: "sqs",
              dispatchedAt: time,
              queueJobId: uuid,
            },
          },
        });
      }),
    );
  });
});
