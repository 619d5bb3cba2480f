import { describe, expect, it } from "vitest";
import { createInProcessWorld } from "../functions/in-process-world.ts";
import { everyRow, hub } from "../functions/read-api/read-all-pages.ts";
import { aComposeRun, prod, reviewsIn } from "../functions/reviews.ts";
import type { World } from "../functions/world.ts";
import { expectEnded } from "./expectations.ts";
import { everySurface, rowsOf } from "./surfaces.ts";

/** Longer than every window of a review run. */
const late = 2101;
const reconcile = (world: World, id: string) => world.call({ method: "POST", path: `${hub}/${id}/reconcile` });

/** A review run whose end is ambiguous: the adapter finds several usable reviews. */
async function anAmbiguousEnd(world: World): Promise<string> {
  const run = await aComposeRun(world);
  await world.runService.finish(
    run,
    {
      outcome: "blocked",
      source: "adapter_reconciler",
      reasonCode: "review_compose.several_usable_reviews",
      failures: [{ code: "review_compose.several_usable_reviews", message: "SQLSTATE 23505 duplicate key" }],
      reconciliation: {
        source: "adapter_reconciler",
        adapter: "environment.review.compose",
        decision: "attention_required",
        reasonCode: "review_compose.several_usable_reviews",
        evidence: { consideredReviewIds: ["review-1", "review-2"] },
      },
    },
    "observed",
  );
  return run.id;
}

describe("359 US1: stored reviews end a stale run", () => {
  it("359 US1: a ready review of the same scope ends a stale review run", async () => {
    const world = await createInProcessWorld();
    const run = await aComposeRun(world);
    const id = await reviewsIn(world).ready();
    world.clock.advance(late);
    expect((await everySurface(world, run.id)).list.freshness).toBe("likely_stale");

    expect((await reconcile(world, run.id)).body.result).toBe("reconciled");

    const shown = await everySurface(world, run.id);
    expectEnded(shown, {
      outcome: "succeeded",
      freshness: "terminal_normal",
      problemClass: "none",
      staleLineage: false,
      headline: "The review is already available.",
      related: { type: "environment_review", id },
      needsAttention: false,
    });
    expect(shown.decision).toBeUndefined();
    expect(shown.detail.context?.reconciliation).toMatchObject({
      previousStatus: "queued",
      previousOutcome: "pending",
    });
  });
});

describe("359 US2: an unrecoverable run ends", () => {
  it("359 US2: an ambiguous end requires manual review on every surface", async () => {
    const world = await createInProcessWorld();
    const id = await anAmbiguousEnd(world);

    const shown = await everySurface(world, id);

    expectEnded(shown, {
      outcome: "blocked",
      problemClass: "terminal_follow_up",
      headline: "The result could not be confirmed. Review required.",
      related: null,
      needsAttention: true,
    });
    expect(shown.decision).toBeDefined();
    expect(await everyRow(world, { tab: "active" })).toEqual([]);
  });
});

describe("359 US4: calm words", () => {
  it.each(["en", "de"])("359 US4: no surface exposes storage or queue terms in %s", async (locale) => {
    const world = await createInProcessWorld();
    const id = await anAmbiguousEnd(world);
    const paths = [
      hub,
      `${hub}/summary`,
      `${hub}/${id}`,
      "/api/workspaces/acme/overview",
      "/api/workspaces/acme/inbox",
    ];

    for (const path of paths) {
      const { text } = await world.call({ path, headers: { "accept-language": locale } });
      expect(text).toContain(id);
      expect(text).not.toMatch(/SQLSTATE|23505|duplicate key|_unique|constraint|orphan|crash/i);
    }
  });
});

describe("359 edge cases", () => {
  it("359 edge: a fresh draft does not end the run on any surface", async () => {
    const world = await createInProcessWorld();
    const run = await aComposeRun(world);
    await reviewsIn(world).draft(prod, { operationRunId: run.id });

    expect((await reconcile(world, run.id)).body.result).toBe("still_running");
    for (const row of Object.values(rowsOf(await everySurface(world, run.id)))) {
      expect(row).toMatchObject({
        status: "queued",
        freshness: "fresh_active",
        headline: "Queued.",
      });
    }
  });

  it("359 edge: a usable review of another environment does not end the run", async () => {
    const world = await createInProcessWorld();
    const run = await aComposeRun(world);
    const twin = await reviewsIn(world).ready({ workspaceId: "acme", environmentId: "acme-lab" });
    world.clock.advance(late);

    expect((await reconcile(world, run.id)).body.result).toBe("no_proof");
    const rows = rowsOf(await everySurface(world, run.id));
    expect(Object.keys(rows)).toContain("decision");
    for (const row of Object.values(rows)) expect(row).toMatchObject({ freshness: "likely_stale", related: null });
    expect(JSON.stringify(rows)).not.toContain(twin);
  });
});
