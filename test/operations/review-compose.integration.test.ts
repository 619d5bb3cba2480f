import { describe, expect, it } from "vitest";
import { createHandlerDependencies } from "../../functions/worker/handler-dependencies.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../shared/reconcile/adapter-dependencies.ts";
import type { Run } from "../../shared/run/run.ts";
import { interceptedClient } from "../ledger/world.ts";
import { wholeReviewsIn } from "../records/complete-records.ts";
import { findUsable } from "../records/find-usable.ts";
import { inRole } from "../support/permissions.ts";
import { scope } from "./operation-world.ts";
import { aSyncedWorld } from "./synced-world.ts";

const compose = "environment.review.compose";
const otherScope = { ...scope, environmentId: "acme-lab" };

/** An environment with active evidence, and a claimed run that composes its review. */
async function aComposeWorld() {
  const world = await aSyncedWorld();
  await world.perform("tenant.evidence.snapshot.generate");
  const run = await world.claimed(compose);
  const fingerprint = String(run.context.fingerprint);
  const reviews = wholeReviewsIn(world);
  const all = async (of = scope) => (await reviews.list(of, { limit: 50 })).records;

  async function prove(of: Run = run) {
    const load = findOperation(compose)?.reconcile ?? "unsupported";
    if (load === "unsupported") throw new Error("the operation has no adapter");
    const { reconcile } = await load();
    // Of those that ask for proof, the bridge has the fewest rights.
    return inRole("FailedJobBridge", reconcile)(of, createAdapterDependencies(world), world.clock.now());
  }

  /** One attempt whose store calls pass through `each`. */
  async function attemptWith(each: (command: string, call: () => Promise<unknown>) => Promise<unknown>) {
    const { tableName, clock, ids } = world;
    const intercepted = { client: interceptedClient(world, each), tableName, clock, ids };
    const operation = findOperation(compose);
    if (operation === undefined || operation.start === "not_startable") throw new Error("cannot be started");
    const { handle } = await operation.start.handle();
    return handle(
      {
        run,
        scope,
        input: run.input,
        signal: new AbortController().signal,
        timeLeftMillis: () => 60_000,
        report: async () => {},
        confirm: async () => {},
      },
      createHandlerDependencies({ ...intercepted, deployment: "test", allowedOrigins: [], readSecret: async () => "" }),
    );
  }

  const wanted = { fingerprint, evidenceSnapshotId: "s", operationRunId: run.id, initiatedByUserId: "manager" };
  /** A ready review of this fingerprint that another run made. */
  async function ready(of = scope, operationRunId = "another run") {
    const { review } = await reviews.openDraft(of, { ...wanted, operationRunId });
    await reviews.complete(of, review.id, content);
    return review.id;
  }
  return { ...world, run, fingerprint, reviews, all, prove, attemptWith, ready, wanted };
}
const content = {
  completeness: "complete" as const,
  summary: { policies: 1, settings: 3, sections: 1, gaps: 0 },
  sections: [],
  gaps: [],
};

describe("composing", () => {
  it("ends with an existing review and changes none", async () => {
    const world = await aComposeWorld();
    const id = await world.ready();
    const before = await world.all();

    const { result } = await world.attempt(world.run);

    expect(result).toMatchObject({ outcome: "succeeded", related: { type: "environment_review", id } });
    expect(await world.all()).toEqual(before);
  });

  it("produces one ready review and pointer after a crash at any step", async () => {
    let isThrough = false;
    for (let at = 0; !isThrough; at++) {
      const world = await aComposeWorld();
      let calls = 0;
      const stopsAfter = async (_command: string, call: () => Promise<unknown>) => {
        await call();
        calls += 1;
        if (calls === at + 1) throw new Error("stopped");
      };
      const first = await world.attemptWith(stopsAfter).catch((error: Error) => error.message);
      isThrough = first !== "stopped";

      const { result } = await world.attempt({ ...world.run, attempt: 2 });

      const [review, ...others] = await world.all();
      expect(others).toEqual([]);
      expect(review).toMatchObject({ status: "ready", operationRunId: world.run.id });
      expect(result).toMatchObject({ outcome: "succeeded", related: { id: review?.id } });
      const usable = await findUsable(world, scope, "environment-reviews", world.run.correlationHash);
      expect(usable).toMatchObject({ id: review?.id, operationRunId: world.run.id });
    }
  });

  it.each([
    { meanwhile: "ready", outcome: "succeeded" },
    { meanwhile: "failed", outcome: "blocked" },
  ] as const)("is $outcome when its draft became $meanwhile while it composed", async ({ meanwhile, outcome }) => {
    const world = await aComposeWorld();
    const steal = async (command: string, call: () => Promise<unknown>) => {
      if (command === "UpdateItemCommand") {
        const [draft] = await world.all();
        const id = draft?.id ?? "";
        await (meanwhile === "ready"
          ? world.reviews.complete(scope, id, content)
          : world.reviews.markFailed(scope, id));
      }
      await call();
    };

    const result = await world.attemptWith(steal);

    expect(result).toMatchObject(
      outcome === "succeeded"
        ? { outcome, related: { type: "environment_review" } }
        : { outcome, reasonCode: "review_compose.duplicate_unrecoverable" },
    );
    expect(await world.all()).toHaveLength(1);
  });
});

describe("the adapter", () => {
  it.each(["ready", "published"] as const)("finds the %s review of its fingerprint", async (status) => {
    const world = await aComposeWorld();
    const id = await world.ready();
    if (status === "published") await world.reviews.publish(scope, id, "manager");

    expect(await world.prove()).toMatchObject({ decision: "reconciled_succeeded", related: { id } });
  });

  it("finds the review that took the place of a published one", async () => {
    const world = await aComposeWorld();
    const first = await world.ready();
    await world.reviews.publish(scope, first, "manager");
    world.clock.advance(1);
    const { review } = await world.reviews.openDraft(scope, { ...world.wanted, fingerprint: "b".repeat(64) });
    await world.reviews.complete(scope, review.id, content);
    await world.reviews.publish(scope, review.id, "manager");

    expect(await world.prove()).toMatchObject({
      decision: "reconciled_succeeded",
      related: { id: review.id },
      evidence: {
        statusLineage: [
          { id: first, status: "superseded" },
          { id: review.id, status: "published" },
        ],
      },
    });
  });

  it("uses the named review's fingerprint when the run has none", async () => {
    const world = await aComposeWorld();
    const id = await world.ready();
    const named = (environmentReviewId: string) => ({ ...world.run, context: { environmentReviewId } });

    expect(await world.prove(named(id))).toMatchObject({ decision: "reconciled_succeeded", related: { id } });
    expect(await world.prove(named("absent"))).toMatchObject({ decision: "no_proof" });
    expect(await world.prove({ ...world.run, context: {} })).toMatchObject({ decision: "no_proof", evidence: {} });
  });

  it("never reads another environment, even through a link", async () => {
    const world = await aComposeWorld();
    const twin = await world.ready(otherScope);

    const alone = await world.prove();
    const linked = await world.prove({ ...world.run, context: { ...world.run.context, environmentReviewId: twin } });

    expect([alone.decision, linked.decision]).toEqual(["no_proof", "no_proof"]);
    expect(JSON.stringify([alone, linked])).not.toContain(twin);
  });

  it("only reads stored records", async () => {
    const world = await aComposeWorld();
    await world.ready();
    const commands: string[] = [];
    world.client.middlewareStack.add(
      (next, context) => (args) => {
        commands.push(context.commandName ?? "");
        return next(args);
      },
      { step: "initialize", name: "record" },
    );

    await world.prove();

    expect(new Set(commands)).toEqual(new Set(["GetItemCommand", "QueryCommand"]));
    expect(commands.length).toBeLessThanOrEqual(4);
  });
});
