import { expect, it } from "vitest";
import { createEvidenceSnapshots } from "../../shared/records/evidence-snapshots.ts";
import { createRecordReader } from "../../shared/records/record-reader.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { testClock } from "../support/clock.ts";
import { createEngineTable } from "../support/table.ts";
import { scope } from "./sample-scope.ts";

// In the order of their tickets; their ids say the opposite.
const first = "01KJP00000000000000000000B";
const second = "01KJP00000000000000000000A";
const ticketOf = (id: string) => (id === first ? 1 : 2);
const active = (id: string) => ({ id, n: ticketOf(id) });

const snapshot = (id: string, fingerprint = "f".repeat(64)) => ({
  id,
  n: ticketOf(id),
  operationRunId: id,
  initiatedByUserId: "manager",
  fingerprint,
  completeness: "complete" as const,
  collections: [],
  summary: { policies: 1, settings: 3 },
  generatedAt: "2026-03-02T09:00:00.000Z",
  expiresAt: "2026-03-02T10:00:00.000Z",
});
const entry = (policyId: string) => ({
  policyId,
  contentHash: "c".repeat(64),
  collection: "configurationPolicies" as const,
  platform: "windows",
  displayName: "A policy",
  settingCount: 3,
});

async function aStore() {
  const clock = testClock();
  const target = { ...(await createEngineTable()), clock };
  return {
    clock,
    store: createRecordStore(target),
    evidence: createEvidenceSnapshots(target),
    reader: createRecordReader(target),
  };
}

it("evidence store keeps the latest ticket's snapshot active in any activation order", async () => {
  const { evidence } = await aStore();
  for (const id of [first, second]) await evidence.create(scope, snapshot(id), [entry("a")]);
  await evidence.activate(scope, active(second));

  await evidence.activate(scope, active(first));

  const { records } = await evidence.list(scope, { limit: 10 });
  expect(records.map(({ id, status }) => [id, status])).toEqual([
    [first, "superseded"],
    [second, "active"],
  ]);
});

it("evidence store replaces a snapshot activated by a release without tickets", async () => {
  const { evidence, store } = await aStore();
  const { n: _, ...legacy } = snapshot("01KZZ00000000000000000000Z");
  await store.put(scope, "evidence-snapshots", legacy.id, { ...legacy, entryParts: 0 }, "attribute_not_exists(pk)");
  const pointer = { snapshotId: legacy.id };
  await store.put(scope, "evidence-active", "-", pointer, "attribute_not_exists(pk)");
  expect(await evidence.findActive(scope)).toMatchObject({ id: legacy.id, status: "active" });

  await evidence.create(scope, snapshot(first), [entry("a")]);
  expect(await evidence.find(scope, first)).toMatchObject({ status: "superseded" });
  await evidence.activate(scope, active(first));

  expect(await evidence.findActive(scope)).toMatchObject({ id: first });
  expect(await evidence.find(scope, legacy.id)).toMatchObject({ status: "superseded" });
});

it("evidence snapshot is proof only between activation and expiry", async () => {
  const { evidence, clock } = await aStore();
  await evidence.create(scope, snapshot(first), [entry("a")]);
  expect(await evidence.findActive(scope)).toBeUndefined();
  expect(await evidence.findWithEntries(scope, first)).toBeUndefined();

  await evidence.activate(scope, active(first));
  clock.advance(3599);
  expect(await evidence.findActive(scope)).toMatchObject({ id: first, status: "active" });

  clock.advance(1);
  expect(await evidence.findActive(scope)).toBeUndefined();
  expect(await evidence.find(scope, first)).toMatchObject({ status: "expired" });
});

it("evidence snapshot never changes when an attempt repeats", async () => {
  const { evidence } = await aStore();
  await evidence.create(scope, snapshot(first), [entry("a")]);

  const again = await evidence.create(scope, snapshot(first, "e".repeat(64)), [entry("b"), entry("c")]);
  await evidence.activate(scope, active(first));

  expect(again.fingerprint).toBe("f".repeat(64));
  expect((await evidence.findWithEntries(scope, first))?.entries).toEqual([entry("a")]);
});

it("evidence store holds entries larger than one item", async () => {
  const { evidence, reader } = await aStore();
  const entries = Array.from({ length: 4000 }, (_, index) => entry(`policy-${String(index).padStart(5, "0")}`));

  const stored = await evidence.create(scope, snapshot(first), entries);
  await evidence.activate(scope, active(first));

  expect(stored.entryParts).toBeGreaterThan(1);
  expect((await evidence.findWithEntries(scope, first))?.entries).toEqual(entries);
  expect((await reader.list(scope, "evidence-snapshots", { limit: 5 })).items).toHaveLength(1);
});
