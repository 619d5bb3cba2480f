import { expect, it } from "vitest";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import { snapshotValidSeconds } from "../../shared/operations/evidence/tenant.evidence.snapshot.generate.work.ts";
import { findUsable } from "../records/find-usable.ts";
import { operationWorld, scope } from "./operation-world.ts";
import { aSyncedWorld } from "./synced-world.ts";

const generate = "tenant.evidence.snapshot.generate";
const compose = "environment.review.compose";

it("evidence run stores the synced policies as the active snapshot", async () => {
  const world = await aSyncedWorld();
  const run = await world.claimed(generate);

  const { result } = await world.attempt(run);

  expect(result).toEqual({
    kind: "ended",
    outcome: "succeeded",
    summaryCounts: { total: 2, processed: 2, policies: 2, settings: 4, warnings: 0 },
    related: { type: "evidence_snapshot", id: run.id },
  });
  expect(await world.active()).toMatchObject({ id: run.id, completeness: "complete" });
  const usable = await findUsable(world, scope, "evidence-snapshots", run.correlationHash);
  expect(usable).toMatchObject({ id: run.id, operationRunId: run.id });
});

it("evidence run is blocked when no policy was ever synced", async () => {
  const world = await operationWorld();

  expect(await world.perform(generate)).toMatchObject({
    outcome: "blocked",
    reasonCode: "evidence.no_synced_policies",
  });
});

it("evidence run reuses the active snapshot until something changes", async () => {
  const world = await aSyncedWorld();
  await world.perform(generate);
  const first = await world.active();
  await world.perform(generate);
  expect(await world.active()).toEqual(first);

  await world.sync([{ id: "a" }, { id: "b", platforms: "macOS" }]);
  await world.perform(generate);

  const second = await world.active();
  expect(second?.id).not.toBe(first?.id);
  expect(await world.needs.evidence.findWithEntries(scope, first?.id ?? "")).toMatchObject({ status: "superseded" });
});

it("evidence run creates a new snapshot of unchanged policies after expiry", async () => {
  const world = await aSyncedWorld();
  await world.perform(generate);
  const first = await world.active();
  world.clock.advance(snapshotValidSeconds);
  expect(await world.active()).toBeUndefined();

  await world.perform(generate);

  expect((await world.active())?.id).not.toBe(first?.id);
});

it("evidence run finds its own snapshot on redelivery", async () => {
  const world = await aSyncedWorld();
  const run = await world.claimed(generate);
  const { result } = await world.attempt(run);
  await world.sync([{ id: "c" }]);

  expect((await world.attempt({ ...run, attempt: 2 })).result).toEqual(result);
});

it("a composed review of the active snapshot moves the usable pointer", async () => {
  const world = await aSyncedWorld([{ id: "a" }, { id: "b", platforms: "macOS" }]);
  await world.perform(generate);
  const run = await world.claimed(compose);

  const { result } = await world.attempt(run);

  expect(result).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 2, sections: 2, settings: 4, warnings: 2 },
    related: { type: "environment_review" },
  });
  const related = result.kind === "ended" ? result.related : undefined;
  const usable = await findUsable(world, scope, "environment-reviews", run.correlationHash);
  expect(usable).toMatchObject({ id: related?.id, operationRunId: run.id });
});

it("compose start returns the ready review instead of composing it again", async () => {
  const world = await aSyncedWorld();
  await world.perform(generate);
  const result = await world.perform(compose);

  expect(await world.prepare(compose)).toEqual({
    kind: "answer",
    related: result.kind === "ended" ? result.related : undefined,
  });
});

it("two starts of a review from one snapshot start one run", async () => {
  const world = await aSyncedWorld();
  await world.perform(generate);
  const one = await world.prepare(compose);
  const again = await world.prepare(compose, { evidenceSnapshotId: (await world.active())?.id });
  world.clock.advance(snapshotValidSeconds);
  await world.perform(generate);

  expect(again).toEqual(one);
  expect(await world.prepare(compose)).not.toEqual(one);
});

it("compose start is refused without the active snapshot", async () => {
  const world = await aSyncedWorld();
  const refusal = { kind: "refuse", errors: [{ path: "evidenceSnapshotId" }] };
  expect(await world.prepare(compose)).toMatchObject(refusal);

  await world.perform(generate);

  expect(await world.prepare(compose, { evidenceSnapshotId: "another" })).toMatchObject(refusal);
});

it("compose run produces the same review on redelivery", async () => {
  const world = await aSyncedWorld();
  await world.perform(generate);
  const run = await world.claimed(compose);

  const { result } = await world.attempt(run);

  expect((await world.attempt({ ...run, attempt: 2 })).result).toEqual(result);
});

it("concurrent compose attempts create one review and fence the superseded one", async () => {
  const world = await aSyncedWorld();
  await world.perform(generate);
  const run = await world.claimed(compose);

  const [superseded, later] = await Promise.allSettled([world.attempt(run), world.attempt({ ...run, attempt: 2 })]);

  const { result } = await world.attempt({ ...run, attempt: 3 });
  expect(result).toMatchObject({ kind: "ended", outcome: "succeeded" });
  expect(later).toMatchObject({ status: "fulfilled", value: { result } });
  // Which of the two is first is open: the earlier one ends the same way when it was done before the other began to write.
  if (superseded.status === "fulfilled") expect(superseded.value.result).toEqual(result);
  else expect(superseded.reason).toBeInstanceOf(FencedError);
});

it("compose run is blocked when its snapshot expired before processing", async () => {
  const world = await aSyncedWorld();
  await world.perform(generate);
  const run = await world.claimed(compose);
  world.clock.advance(snapshotValidSeconds);

  expect((await world.attempt(run)).result).toMatchObject({
    outcome: "blocked",
    reasonCode: "review_compose.no_evidence",
  });
});
