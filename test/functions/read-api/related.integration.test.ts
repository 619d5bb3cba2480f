import { describe, expect, it } from "vitest";
import type { End } from "../../../shared/ledger/finish.ts";
import { createRestoreRuns } from "../../../shared/records/restore-runs.ts";
import type { RelatedRef, Run } from "../../../shared/run/run.ts";
import { lab, prod, reviewsIn } from "../reviews.ts";
import { connection, createWorld, type World } from "../world.ts";

const list = "/api/workspaces/acme/operations";

async function ended(world: World, of: { made?: RelatedRef; proof?: RelatedRef; environmentId?: string | null }) {
  const { made, proof, environmentId = "acme-prod" } = of;
  const run = await world.aRun({ environmentId });
  const end: End = {
    outcome: "succeeded",
    source: "adapter_reconciler",
    ...(made && { related: made }),
    ...(proof && {
      reconciliation: {
        source: "adapter_reconciler",
        adapter: run.type,
        decision: "reconciled_succeeded",
        reasonCode: "review_compose.matching_review_ready",
        evidence: { chosenReviewId: proof.id },
        related: proof,
      },
    }),
  };
  const write = await world.runService.finish(run, end, "observed");
  if (write.outcome !== "written") throw new Error("the end was refused");
  return write.run;
}

const review = (id: string) => ({ type: "environment_review", id });
async function showRun(world: World, run: Run, as = "operator") {
  const detail = await world.call({ path: `${list}/${run.id}`, as });
  const { body } = await world.call({ path: list, as });
  const row = body.items.find(({ id }: { id: string }) => id === run.id);
  expect(row?.related).toEqual(detail.body.related);
  return detail;
}

describe("the related record of a run", () => {
  it("is the proving record before the record the run named", async () => {
    const world = await createWorld();
    const proof = review(await reviewsIn(world).ready());
    await world.connections.put(prod, "default", connection);

    const run = await ended(world, { proof, made: { type: "provider_connection", id: "default" } });

    expect((await showRun(world, run)).body.related).toEqual(proof);
  });

  it("is the record the run named when no other proves it", async () => {
    const world = await createWorld();
    const made = review(await reviewsIn(world).ready());

    expect((await showRun(world, await ended(world, { made }))).body.related).toEqual(made);
  });

  it("is the record that a cancelled restore was writing, when there is one", async () => {
    const world = await createWorld();
    const { client, tableName, clock } = world;
    const run = await world.aRun({ type: "restore.execute" });
    const unrecorded = await world.aRun({ type: "restore.execute" });
    await createRestoreRuns({ client, tableName, clock }).open(prod, {
      id: run.id,
      backupSetId: "set",
      providerConnectionId: "default",
      by: { runId: run.id, attempt: 1 },
      requestedByUserId: "manager",
      isDryRun: true,
      requestedItems: "all",
      incompleteCollections: [],
    });
    for (const each of [run, unrecorded]) {
      const end = { outcome: "failed", source: "operator", reasonCode: "run.cancelled_by_operator" } as const;
      await world.runService.finish(each, end, "observed");
    }

    expect((await showRun(world, run)).body.related).toEqual({ type: "restore_run", id: run.id });
    expect((await showRun(world, unrecorded)).body.related).toBeNull();
  });

  it.each([
    { what: "does not exist", find: async () => review("record-gone") },
    { what: "is of another environment", find: async (world: World) => review(await reviewsIn(world).ready(lab)) },
    {
      what: "is of another workspace",
      find: async (world: World) =>
        review(await reviewsIn(world).ready({ workspaceId: "globex", environmentId: "globex-prod" })),
    },
    { what: "is of an unknown kind", find: async () => ({ type: "no_such_kind", id: "record-thing" }) },
    { what: "has a kind from Object.prototype", find: async () => ({ type: "constructor", id: "record-thing" }) },
    { what: "has a malformed id", find: async () => review("no#id") },
  ])("is omitted without a trace when it $what", async ({ find }) => {
    const world = await createWorld();
    const proof = await find(world);

    const answer = await showRun(world, await ended(world, { proof, made: proof }));

    expect(answer.body.related).toBeNull();
    expect(answer.text).not.toContain(proof.id);
  });

  it("costs one call for a page of any number of runs", async () => {
    const world = await createWorld();
    const proof = review(await reviewsIn(world).ready());
    const callsOf = async (limit: number) => {
      world.storeCalls.length = 0;
      const { body } = await world.call({ path: list, query: `limit=${limit}` });
      expect(body.items).toHaveLength(limit);
      for (const { related } of body.items) expect(related).toEqual(proof);
      return world.storeCalls.length;
    };
    for (let runs = 0; runs < 20; runs++) await ended(world, { proof });

    expect(await callsOf(20)).toBe(await callsOf(1));
  });

  it("costs no call for runs without a record", async () => {
    const world = await createWorld();
    await world.aRun();
    world.storeCalls.length = 0;

    await world.call({ path: list });

    // Membership, index, runs and environment names.
    expect(world.storeCalls).toHaveLength(4);
  });
});
