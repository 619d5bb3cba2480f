import { expect, it } from "vitest";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { createPublishReview } from "../../shared/records/publish-review.ts";
import { createRecordStore } from "../../shared/records/record-store.ts";
import { interceptedClient } from "../ledger/world.ts";
import { testClock } from "../support/clock.ts";
import { testIds } from "../support/ids.ts";
import { createEngineTable } from "../support/table.ts";
import { scope } from "./sample-scope.ts";

const content = {
  completeness: "complete",
  summary: { policies: 0, settings: 0, sections: 0, gaps: 0 },
  sections: [],
  gaps: [],
} as const;

async function aWorld() {
  const target = { ...(await createEngineTable()), clock: testClock(), ids: testIds() };
  const reviews = createEnvironmentReviews(target);
  const commands: string[] = [];
  const client = interceptedClient(target, (command, call) => {
    commands.push(command);
    return call();
  });
  const publish = createPublishReview({ ...target, client });
  async function ready(fingerprint: string) {
    const wanted = { fingerprint, evidenceSnapshotId: "s", operationRunId: "r", initiatedByUserId: "manager" };
    const { review } = await reviews.openDraft(scope, wanted);
    await reviews.complete(scope, review.id, content);
    return review.id;
  }
  return {
    reviews,
    store: createRecordStore(target),
    ready,
    commands,
    clock: target.clock,
    publish: (id: string) => publish(scope, id, "owner"),
  };
}

it("publishing supersedes the published review without reading others", async () => {
  const world = await aWorld();
  const first = await world.ready("a");
  await world.publish(first);
  for (const other of ["b", "c", "d"]) await world.ready(other);
  const second = await world.ready("e");
  world.commands.length = 0;
  // Clocks differ: the later publication may carry an earlier instant.
  world.clock.advance(-60);

  await world.publish(second);

  expect(world.commands).not.toContain("QueryCommand");
  expect(await world.reviews.find(scope, first)).toMatchObject({ status: "superseded", supersededByReviewId: second });
  expect(await world.reviews.find(scope, second)).toMatchObject({ status: "published" });
});

it("one review stays published after two concurrent publications", async () => {
  const world = await aWorld();
  const ids = [await world.ready("a"), await world.ready("b"), await world.ready("c")];

  await Promise.all(ids.map(world.publish));

  const found = await Promise.all(ids.map((id) => world.reviews.find(scope, id)));
  expect(found.map((review) => review?.status).sort()).toEqual(["published", "superseded", "superseded"]);
});

it("publishing supersedes all reviews published by a release without a pointer", async () => {
  const { reviews, store, ready, publish } = await aWorld();
  const first = await ready("a");
  await publish(first);
  const step = (id: string, status: string) =>
    store.update(scope, "environment-reviews", id, "SET #record.#status = :status", "attribute_exists(pk)", { status });
  await step(first, "superseded");
  const others = await Promise.all(Array.from({ length: 51 }, (_, index) => ready(`b${index}`)));
  for (const id of others) await step(id, "published");
  const last = await ready("c");

  await publish(last);

  const found = await Promise.all([...others, last].map((id) => reviews.find(scope, id)));
  expect(found.filter((review) => review?.status === "published").map((review) => review?.id)).toEqual([last]);
});
