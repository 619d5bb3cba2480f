import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { createPolicies } from "../../shared/records/policies.ts";
import type { PolicyToStore } from "../../shared/records/policy-change.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { interceptedClient } from "../ledger/world.ts";
import { testClock } from "../support/clock.ts";
import { createEngineTable } from "../support/table.ts";
import { otherScope, scope } from "./sample-scope.ts";

// In the order of their tickets; their ids say the opposite.
const earlier = { runId: "01KJP00000000000000000000C", n: 1 };
const own = { runId: "01KJP00000000000000000000B", n: 2 };
const later = { runId: "01KJP00000000000000000000A", n: 3 };
const mark = (fields: { runId?: string; n?: number; page?: number; partStartsAtPage?: number } = {}) => ({
  ...own,
  providerConnectionId: "connection-1",
  page: 0,
  partStartsAtPage: 0,
  swept: [],
  ...fields,
});
const sweepOf = (sync: { runId: string; n: number; firstN?: number }) => ({
  firstN: sync.n,
  ...sync,
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
    normalHash: `normal-${id}-${content}`,
    body: gzipSync(content),
  };
}

async function aStore() {
  const target = { ...(await createEngineTable()), clock: testClock() };
  return { target, store: createRecordStore(target), policies: createPolicies(target) };
}

it("policy store distinguishes created, unchanged and updated, and keeps every version", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark(earlier));

  const changes = await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b", "two"), aPolicy("c")], mark());

  expect(changes).toEqual(["unchanged", "updated", "created"]);
  expect(await policies.findBody(scope, "hash-of-b-one")).toBe("one");
  expect(await policies.findBody(scope, "hash-of-b-two")).toBe("two");
  expect(await policies.findBody(otherScope, "hash-of-b-two")).toBeUndefined();
});

it("policy store is idempotent when a run stores a page again", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark(earlier));
  const page = [aPolicy("a"), aPolicy("b", "two"), aPolicy("c")];

  const first = await policies.upsertPage(scope, page, mark());

  expect(await policies.upsertPage(scope, page, mark())).toEqual(first);
});

it("policy store reports a duplicate that an earlier part of the run stored", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a")], mark({ page: 1 }));

  expect(await policies.upsertPage(scope, [aPolicy("a")], mark({ page: 2, partStartsAtPage: 2 }))).toEqual([
    "duplicate",
  ]);
  expect(await policies.upsertPage(scope, [aPolicy("a")], mark({ page: 1, partStartsAtPage: 1 }))).toEqual(["created"]);
});

it("policy store keeps the content of the sync with the later ticket", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a", "young")], mark(later));

  expect(await policies.upsertPage(scope, [aPolicy("a", "old")], mark())).toEqual(["unchanged"]);
  expect(await policies.markRemoved(scope, sweepOf(own), budget)).toEqual({ deleted: 0, isDone: true });
  expect(await policies.find(scope, "a")).toMatchObject({ contentHash: "hash-of-a-young" });
});

it("policy store marks unseen policies as removed and restores returning ones", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark(earlier));
  await policies.upsertPage(scope, [aPolicy("a")], mark());

  expect(await policies.markRemoved(scope, sweepOf(own), budget)).toEqual({ deleted: 1, isDone: true });
  expect(await policies.markRemoved(scope, sweepOf(own), budget)).toEqual({ deleted: 1, isDone: true });
  expect(await policies.find(scope, "b")).toHaveProperty("removedAt");
  expect((await policies.readCurrent(scope)).policies.map(({ policyId }) => policyId)).toEqual(["a"]);

  expect(await policies.upsertPage(scope, [aPolicy("b")], mark(later))).toEqual(["updated"]);
  expect(await policies.find(scope, "b")).not.toHaveProperty("removedAt");
});

it("policy store leaves other collections and connections unchanged", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [{ ...aPolicy("a"), collection: "deviceConfigurations" }], mark(earlier));
  await policies.upsertPage(scope, [aPolicy("b")], { ...mark(earlier), providerConnectionId: "connection-2" });

  expect(await policies.markRemoved(scope, sweepOf(own), budget)).toEqual({ deleted: 0, isDone: true });
});

it("policy store records when a sync last saw a policy", async () => {
  const { target, policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark(earlier));
  const firstSeen = target.clock.now().toISOString();
  target.clock.advance(60);

  await policies.upsertPage(scope, [aPolicy("a")], mark());
  await policies.markRemoved(scope, sweepOf(own), budget);

  expect(await policies.find(scope, "a")).toMatchObject({ lastSeenAt: target.clock.now().toISOString() });
  expect(await policies.find(scope, "b")).toMatchObject({ lastSeenAt: firstSeen, lastSync: { change: "deleted" } });
});

it("policy store keeps a policy that was seen but unreadable", async () => {
  const { target, policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a")], mark(earlier));
  target.clock.advance(60);

  await policies.markSeen(scope, "configurationPolicies", ["a", "never-stored"], mark());

  expect(await policies.find(scope, "a")).toMatchObject({ lastSeenAt: target.clock.now().toISOString() });

  expect(await policies.markRemoved(scope, sweepOf(own), budget)).toEqual({ deleted: 0, isDone: true });
  expect(await policies.find(scope, "never-stored")).toBeUndefined();
});

it("policy store stops marking at its deadline", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a")], mark(earlier));
  const spent = { ...budget, timeLeftMillis: () => 0 };

  expect(await policies.markRemoved(scope, sweepOf(own), spent)).toEqual({ deleted: 0, isDone: false });
});

it("policy store stores more policies than fit into one batch read", async () => {
  const { policies } = await aStore();
  const many = Array.from({ length: 130 }, (_, index) => aPolicy(`p${index}`));

  await policies.upsertPage(scope, many, mark(earlier));

  expect(new Set(await policies.upsertPage(scope, many, mark()))).toEqual(new Set(["unchanged"]));
});

it("policy store overwrites marks of a release without tickets, despite smaller run ids", async () => {
  const { policies, store } = await aStore();
  const legacy = { runId: "01KZZ00000000000000000000Z", page: 0, change: "created" };
  await policies.upsertPage(scope, [aPolicy("a"), aPolicy("b")], mark(earlier));
  for (const id of ["a", "b"]) {
    await store.update(scope, "policies", id, "SET #record.#lastSync = :legacy", "attribute_exists(pk)", { legacy });
  }

  expect(await policies.upsertPage(scope, [aPolicy("a", "two")], mark())).toEqual(["updated"]);
  expect(await policies.markRemoved(scope, sweepOf(own), budget)).toEqual({ deleted: 1, isDone: true });
  expect(await policies.find(scope, "a")).toMatchObject({ contentHash: "hash-of-a-two" });
});

it("policy store removes no policy seen since the run's first attempt", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("own")], mark());
  await policies.upsertPage(scope, [aPolicy("between")], mark(later));

  const sweep = sweepOf({ ...own, n: 4, firstN: 2 });

  expect(await policies.markRemoved(scope, sweep, budget)).toEqual({ deleted: 0, isDone: true });
});

it("policy store fences an attempt once a later one has written", async () => {
  const { policies } = await aStore();
  await policies.upsertPage(scope, [aPolicy("a")], mark({ n: 5 }));

  const writes = [
    policies.upsertPage(scope, [aPolicy("a", "two")], mark()),
    policies.markSeen(scope, "configurationPolicies", ["a"], mark()),
  ];

  for (const write of await Promise.allSettled(writes))
    expect(write).toMatchObject({ reason: expect.any(FencedError) });
  expect(await policies.find(scope, "a")).toMatchObject({ contentHash: "hash-of-a-one", lastSync: { n: 5 } });
});

describe("how a collection was read", () => {
  const collection = "configurationPolicies";
  const read = (fields: { n: number; runId?: string; isComplete?: boolean; providerConnectionId?: string }) => ({
    ...mark(),
    collection: "configurationPolicies" as const,
    isComplete: true,
    failedItems: 0,
    ...fields,
  });

  it("keeps the state of the later ticket", async () => {
    const { policies } = await aStore();
    await policies.recordCollectionRead(scope, read({ ...earlier, n: 3 }));
    await policies.recordCollectionRead(scope, read({ n: 2, isComplete: false }));

    expect((await policies.readCurrent(scope)).collections).toMatchObject([{ collection, isComplete: true }]);
  });

  it("policy list is incomplete while a connection with stored policies is read", async () => {
    const { policies } = await aStore();
    const second = { providerConnectionId: "connection-2", runId: "other" };
    await policies.upsertPage(scope, [aPolicy("a")], mark());
    await policies.recordCollectionRead(scope, read({ n: 2, isComplete: false }));
    await policies.recordCollectionRead(scope, read({ n: 3, ...second }));
    expect((await policies.readCurrent(scope)).collections).toMatchObject([{ isComplete: false }]);

    await policies.upsertPage(scope, [aPolicy("a")], { ...mark({ n: 3, runId: "other" }), ...second });
    expect((await policies.readCurrent(scope)).collections).toMatchObject([{ isComplete: true }]);
  });

  it("is incomplete while it holds policies that no sync with a ticket has seen", async () => {
    const { policies, store } = await aStore();
    const second = { providerConnectionId: "connection-2", runId: "other" };
    const isCompleteNow = async () => (await policies.readCurrent(scope)).collections[0]?.isComplete;
    await policies.upsertPage(scope, [aPolicy("a")], { ...mark(), ...second });
    await policies.recordCollectionRead(scope, read({ n: 2 }));
    expect(await isCompleteNow()).toBe(false);
    await policies.recordCollectionRead(scope, read({ n: 3, ...second }));
    expect(await isCompleteNow()).toBe(true);

    // As a release without tickets writes it.
    const lastSync = { runId: "rolled back", page: 0, change: "updated" };
    await store.update(scope, "policies", "a", "SET #record.#lastSync = :lastSync", "attribute_exists(pk)", {
      lastSync,
    });
    expect(await isCompleteNow()).toBe(false);
    await policies.upsertPage(scope, [aPolicy("a")], { ...mark({ n: 4 }), ...second });
    expect(await isCompleteNow()).toBe(true);
  });

  it("is incomplete when a sync begins or ends while it is read", async () => {
    const { policies, target } = await aStore();
    await policies.upsertPage(scope, [aPolicy("a")], mark());
    await policies.recordCollectionRead(scope, read({ n: 2 }));
    let n = 2;
    const client = interceptedClient(target, async (command, call) => {
      const answer = await call();
      // Another sync comes by between the reads of marks and policies, every time.
      if (command === "QueryCommand") {
        n += 1;
        await policies.recordCollectionRead(scope, read({ n, runId: `run ${n}` }));
      }
      return answer;
    });

    const { collections } = await createPolicies({ ...target, client }).readCurrent(scope);

    expect(collections).toMatchObject([{ collection, isComplete: false }]);
  });
});
