import { expect, it } from "vitest";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import { backfillProofs } from "../../tools/proof-backfill.ts";
import { correlation, createWorld, delivery, policySync, type World } from "../ledger/world.ts";

async function ended(world: World, outcome: "succeeded" | "failed") {
  const answer = await world.start(policySync);
  const id = "run" in answer ? answer.run.id : "";
  world.clock.advance(5);
  const claimed = await world.runService.claim(correlation(id), delivery());
  if (claimed.outcome !== "written") throw new Error("the claim was refused");
  world.clock.advance(5);
  await world.runService.finish(claimed.run, { outcome, source: "worker" }, "attempt");
  return claimed.run;
}

it("backfill proves what stored runs of an older release prove, once and again", async () => {
  const world = await createWorld();
  await ended(world, "succeeded");
  const last = await ended(world, "succeeded");
  await ended(world, "failed");
  const proofs = createEnvironmentProofs(world.table);
  const stored = async () => (await proofs.read("acme", "all")).of("acme-prod");
  expect(await stored()).toEqual({});

  expect(await backfillProofs(world.table, { workspaceId: "acme", now: world.clock.now() })).toEqual({
    runs: 3,
    proving: 2,
  });
  await backfillProofs(world.table, { workspaceId: "acme", now: world.clock.now() });

  expect(await stored()).toEqual({ sync: { runId: last.id, asOf: last.startedAt } });
});
