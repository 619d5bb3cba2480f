import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { recordKey } from "../../shared/ledger/keys.ts";
import { NOW, testClock } from "../support/clock.ts";
import { testIds } from "../support/ids.ts";
import { createEngineTable } from "../support/table.ts";
import { wholeReviewsIn } from "./complete-records.ts";
import { otherScope, scope } from "./sample-scope.ts";

const wanted = {
  fingerprint: "f".repeat(64),
  evidenceSnapshotId: "snapshot",
  operationRunId: "run",
  initiatedByUserId: "manager",
};
const content = {
  completeness: "complete" as const,
  summary: { policies: 1, settings: 3, sections: 1, gaps: 0 },
  sections: [{ platform: "windows", collection: "configurationPolicies" as const, policyCount: 1, settingCount: 3 }],
  gaps: [],
};

async function aStore() {
  const clock = testClock();
  const table = await createEngineTable();
  const storeOf = (seed: number) => wholeReviewsIn({ ...table, clock, ids: testIds(seed) });
  return { ...table, clock, storeOf, reviews: storeOf(1) };
}

it("review changes from draft to ready once", async () => {
  const { reviews } = await aStore();
  const { review } = await reviews.openDraft(scope, wanted);

  expect(await reviews.findUsable(scope, wanted.fingerprint)).toBeUndefined();
  expect(await reviews.complete(scope, review.id, content)).toMatchObject({ id: review.id });
  expect(await reviews.complete(scope, review.id, content)).toBeUndefined();
  expect(await reviews.find(scope, review.id)).toMatchObject({ status: "ready", ...content });
});

it("review store gives twenty concurrent writers the same draft", async () => {
  const { storeOf, reviews } = await aStore();

  const opened = await Promise.all(
    Array.from({ length: 20 }, (_, index) => storeOf(index + 1).openDraft(scope, wanted)),
  );

  expect(new Set(opened.map(({ review }) => review.id)).size).toBe(1);
  expect((await reviews.list(scope, { limit: 50 })).records).toHaveLength(1);
});

it("review store recreates a review when its writer crashed after reserving the id", async () => {
  const { client, tableName, reviews } = await aStore();
  const named = testIds(7).next(NOW);
  const key = recordKey(scope.workspaceId, scope.environmentId, "environment-review-unique", wanted.fingerprint);
  await client.send(new PutCommand({ TableName: tableName, Item: { ...key, record: { reviewId: named } } }));

  const { kind, review } = await reviews.openDraft(scope, wanted);

  expect([kind, review.id]).toEqual(["draft", named]);
});

it("review store continues a draft that a crashed writer left", async () => {
  const { reviews, storeOf } = await aStore();
  const { review } = await reviews.openDraft(scope, wanted);

  expect(await storeOf(2).openDraft(scope, wanted)).toMatchObject({ kind: "draft", review: { id: review.id } });
});

it("review store reopens a failed review as the same draft", async () => {
  const { reviews } = await aStore();
  const { review } = await reviews.openDraft(scope, wanted);
  await reviews.markFailed(scope, review.id);

  const again = await reviews.openDraft(scope, { ...wanted, operationRunId: "another run" });

  expect(again).toMatchObject({ kind: "draft", review: { id: review.id, operationRunId: "another run" } });
});

it.each(["ready", "published"])("review store returns a %s review instead of a draft", async (status) => {
  const { reviews } = await aStore();
  const { review } = await reviews.openDraft(scope, wanted);
  await reviews.complete(scope, review.id, content);
  if (status === "published") await reviews.publish(scope, review.id, "manager");

  expect(await reviews.openDraft(scope, wanted)).toMatchObject({ kind: "usable", review: { id: review.id } });
  expect(await reviews.findUsable(scope, wanted.fingerprint)).toMatchObject({ id: review.id });
});

it("review store creates a new review once the last one was superseded", async () => {
  const { reviews, clock } = await aStore();
  const first = await reviews.openDraft(scope, wanted);
  await reviews.complete(scope, first.review.id, content);
  await reviews.publish(scope, first.review.id, "manager");
  clock.advance(1);
  const other = await reviews.openDraft(scope, { ...wanted, fingerprint: "e".repeat(64) });
  await reviews.complete(scope, other.review.id, content);
  await reviews.publish(scope, other.review.id, "manager");

  const again = await reviews.openDraft(scope, wanted);

  expect(await reviews.find(scope, first.review.id)).toMatchObject({
    status: "superseded",
    supersededByReviewId: other.review.id,
  });
  expect(again).toMatchObject({ kind: "draft" });
  expect(again.review.id).not.toBe(first.review.id);
});

it("review store publishes only ready reviews, idempotently", async () => {
  const { reviews, clock } = await aStore();
  const { review } = await reviews.openDraft(scope, wanted);
  expect(await reviews.publish(scope, review.id, "manager")).toBeUndefined();
  await reviews.complete(scope, review.id, content);

  const published = await reviews.publish(scope, review.id, "manager");
  clock.advance(60);

  expect(published).toMatchObject({ status: "published", publishedByUserId: "manager" });
  expect(await reviews.publish(scope, review.id, "owner")).toEqual(published);
});

it("review can be recomposed when ready, but not when published", async () => {
  const { reviews } = await aStore();
  const { review } = await reviews.openDraft(scope, wanted);
  await reviews.complete(scope, review.id, content);
  expect(await reviews.redraft(scope, review.id, "run 2")).toMatchObject({ status: "draft" });
  await reviews.complete(scope, review.id, content);
  await reviews.publish(scope, review.id, "manager");

  expect(await reviews.redraft(scope, review.id, "run 3")).toBeUndefined();
  expect(await reviews.markFailed(scope, review.id)).toBeUndefined();
});

it("review store ignores the same fingerprint in another environment", async () => {
  const { reviews } = await aStore();
  const { review } = await reviews.openDraft(scope, wanted);
  await reviews.complete(scope, review.id, content);

  expect(await reviews.findUsable(otherScope, wanted.fingerprint)).toBeUndefined();
  expect(await reviews.find(otherScope, review.id)).toBeUndefined();
});
