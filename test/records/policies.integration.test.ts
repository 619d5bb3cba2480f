import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { createPolicies, type PolicyToStore } from "../../shared/records/policies.ts";
import { testClock } from "../support/clock.ts";
import { createTestTable } from "../support/table.ts";
import { otherScope, scope } from "./a-scope.ts";

const older = "01KJP00000000000000000000A";
const run = "01KJP00000000000000000000B";
const younger = "01KJP00000000000000000000C";
const mark = (fields: { runId?: string; page?: number; partStartsAtPage?: number } = {}) => ({
  runId: run,
  providerConnectionId: "connection-1",
  page: 0,
  partStartsAtPage: 0,
  ...fields,
});
const sweepOf = (runId: string) => ({
  runId,
  providerConnectionId: "connection-1",
  collections: ["configurationPolicies"] as const,
});
const budget = { signal: new AbortController().signal, timeLeftMillis: () => 1000 };

function aPolicy(id: string, content = "one"): PolicyToStore {
  return {
    id,
    collection: "configurationPolicies",
    platform: "windows",
    displayName: id,
    settingCount: 1,
    contentHash: `hash-of-${id}-${content}`,
    body: gzipSync(content),
  };
}

async function aStore() {
  const clock = testClock();
  return { clock, policies: createPolicies({ ...(await createTestTable()), clock }) };
}

it("tells created, unchanged and updated apart, and keeps every body it ever saw", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark({ runId: older }));

  const changes = await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b", "two"), aPolicy("c")], mark());

  expect(changes).toEqual(["unchanged", "updated", "created"]);
  expect(await policies.findBody(scope, "hash-of-b-one")).toBe("one");
  expect(await policies.findBody(scope, "hash-of-b-two")).toBe("two");
  expect(await policies.findBody(otherScope, "hash-of-b-two")).toBeUndefined();
});

it("answers the same when the same run stores a page again", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark({ runId: older }));
  const page = [aPolicy("a"), aPolicy("b", "two"), aPolicy("c")];

  const first = await policies.upsertPage(scope, page, mark());

  expect(await policies.upsertPage(scope, page, mark())).toEqual(first);
});

it("calls a policy a duplicate that an earlier part of the same run has stored", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a")], mark({ page: 1 }));

  expect(await policies.upsertPage(scope, [aPolicy("a")], mark({ page: 2, partStartsAtPage: 2 }))).toEqual([
    "duplicate",
  ]);
  expect(await policies.upsertPage(scope, [aPolicy("a")], mark({ page: 1, partStartsAtPage: 1 }))).toEqual(["created"]);
});

it("never lets an older sync undo what a younger one has seen", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a", "young")], mark({ runId: younger }));

  expect(await policies.upsertPage(scope, [aPolicy("a", "old")], mark())).toEqual(["unchanged"]);
  expect(await policies.markRemoved(scope, sweepOf(run), budget)).toEqual({ deleted: 0, isDone: true });
  expect(await policies.find(scope, "a")).toMatchObject({ contentHash: "hash-of-a-young" });
});

it("marks what was not seen as removed, counts it the same when repeated, and takes it back when it returns", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark({ runId: older }));
  await policies.upsertPage(scope, [aPolicy("a")], mark());

  expect(await policies.markRemoved(scope, sweepOf(run), budget)).toEqual({ deleted: 1, isDone: true });
  expect(await policies.markRemoved(scope, sweepOf(run), budget)).toEqual({ deleted: 1, isDone: true });
  expect(await policies.find(scope, "b")).toHaveProperty("removedAt");
  expect((await policies.listCurrent(scope)).map(({ policyId }) => policyId)).toEqual(["a"]);

  expect(await policies.upsertPage(scope, [aPolicy("b")], mark({ runId: younger }))).toEqual(["updated"]);
  expect(await policies.find(scope, "b")).not.toHaveProperty("removedAt");
});

it("leaves alone what belongs to another collection or another connection", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [{ ...aPolicy("a"), collection: "deviceConfigurations" }], mark({ runId: older }));
  await policies.upsertPage(scope, [aPolicy("b")], { ...mark({ runId: older }), providerConnectionId: "connection-2" });

  expect(await policies.markRemoved(scope, sweepOf(run), budget)).toEqual({ deleted: 0, isDone: true });
});

it("keeps a policy that was seen and could not be read", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a")], mark({ runId: older }));

  await policies.markSeen(scope, ["a", "never-stored"], mark());

  expect(await policies.markRemoved(scope, sweepOf(run), budget)).toEqual({ deleted: 0, isDone: true });
  expect(await policies.find(scope, "never-stored")).toBeUndefined();
});

it("stops marking when the time is up", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a")], mark({ runId: older }));
  const spent = { ...budget, timeLeftMillis: () => 0 };

  expect(await policies.markRemoved(scope, sweepOf(run), spent)).toEqual({ deleted: 0, isDone: false });
});

it("stores more policies than one batch read can take", async () => {
  const { policies } = await aStore();
  const many = Array.from({ length: 130 }, (_, index) => aPolicy(`p${index}`));

  await policies.upsertPage(scope, many, mark({ runId: older }));

  expect(new Set(await policies.upsertPage(scope, many, mark()))).toEqual(new Set(["unchanged"]));
});

it("keeps the youngest word about how a collection was read", async () => {
  const { policies } = await aStore();
  const read = { collection: "configurationPolicies", isComplete: true, failedItems: 0 } as const;
  await policies.recordCollectionRead(scope, { ...read, runId: run });
  await policies.recordCollectionRead(scope, { ...read, runId: older, isComplete: false });

  expect(await policies.collectionReads(scope)).toMatchObject([{ runId: run, isComplete: true }]);
});
