import { expect, it } from "vitest";
import { prod, reviewsIn } from "../reviews.ts";
import { bytesOf, createWorld } from "../world.ts";

const pathOf = (id: string, environmentId = "acme-prod") =>
  `/api/workspaces/acme/environments/${environmentId}/records/environment-reviews/${id}/publish`;

it("publishing a ready review repeatedly publishes it once with one audit entry", async () => {
  const world = await createWorld();
  const id = await reviewsIn(world).ready();

  const first = await world.call({ method: "POST", path: pathOf(id), as: "manager" });
  world.clock.advance(60);
  const again = await world.call({ method: "POST", path: pathOf(id), as: "owner" });

  expect(first).toMatchObject({ status: 200, body: { id, status: "published", publishedByUserId: "manager" } });
  expect(again.body).toEqual(first.body);
  const { body } = await world.call({ path: "/api/workspaces/acme/audit", as: "owner" });
  expect(body.items).toMatchObject([
    { action: "environment_review.published", actor: { id: "manager" }, outcome: "success", resourceId: id },
  ]);
});

it("publishing supersedes earlier published reviews only", async () => {
  const world = await createWorld();
  const reviews = reviewsIn(world);
  const older = await reviews.ready(prod, { fingerprint: "a".repeat(64) });
  await world.call({ method: "POST", path: pathOf(older), as: "owner" });
  world.clock.advance(1);
  const other = await reviews.ready(prod, { fingerprint: "b".repeat(64) });
  const newer = await reviews.ready();

  await world.call({ method: "POST", path: pathOf(newer), as: "owner" });

  expect(await reviews.find(prod, older)).toMatchObject({ status: "superseded", supersededByReviewId: newer });
  expect(await reviews.find(prod, other)).toMatchObject({ status: "ready" });
});

it("publishing rejects a review that is not ready", async () => {
  const world = await createWorld();
  const id = await reviewsIn(world).draft();

  expect(await world.call({ method: "POST", path: pathOf(id), as: "owner" })).toMatchObject({
    status: 409,
    body: { code: "review_not_publishable" },
  });
});

it("publishing requires an owner or manager and hides other reviews behind 404", async () => {
  const world = await createWorld();
  const id = await reviewsIn(world).ready();

  for (const as of ["operator", "readonly"]) {
    expect((await world.call({ method: "POST", path: pathOf(id), as })).status).toBe(403);
  }
  const hidden = await Promise.all([
    world.call({ method: "POST", path: pathOf(id), as: "outsider" }),
    world.call({ method: "POST", path: pathOf(id), as: "lab-operator" }),
    world.call({ method: "POST", path: pathOf(id, "acme-lab"), as: "owner" }),
    world.call({ method: "POST", path: pathOf("absent"), as: "owner" }),
    world.call({ method: "POST", path: pathOf("not%20an id"), as: "owner" }),
  ]);
  const [first, ...others] = hidden.map(bytesOf);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});
