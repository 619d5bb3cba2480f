import { describe, expect, it } from "vitest";
import { createProcessRunEnd } from "../../../functions/run-events/process-run-end.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { plusSeconds } from "../../../shared/foundation/clock.ts";
import type { End } from "../../../shared/ledger/finish.ts";
import { createRunQueries } from "../../../shared/ledger/run-queries.ts";
import { createSuccessPointer } from "../../../shared/ledger/success-pointer.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { createEvidenceSnapshots } from "../../../shared/records/evidence-snapshots.ts";
import { createUsablePointers } from "../../../shared/records/usable-pointers.ts";
import { anActiveSnapshot } from "../../support/evidence.ts";
import { createInProcessWorld } from "../in-process-world.ts";
import { prod } from "../reviews.ts";

const path = "/api/workspaces/acme/operations";

async function aWorld() {
  const world = await createInProcessWorld();
  const target = { client: world.client, tableName: world.tableName };
  const queries = createRunQueries(target);
  const successPointer = createSuccessPointer(target);
  const follow = createProcessRunEnd({ queries, runService: world.runService, successPointer, findOperation });

  async function start(type: string, input = {}): Promise<RunAnswer> {
    const body = { type, environmentId: "acme-prod", input };
    return (await world.call({ method: "POST", path, as: "owner", body })).body.run;
  }
  async function end({ id }: { readonly id: string }, how: End): Promise<void> {
    world.clock.advance(5);
    const run = await queries.getRun(id);
    const write = run && (await world.runService.finish(run, how, "observed"));
    if (write?.outcome !== "written") throw new Error("the end was refused");
    await follow(write.run);
  }
  const needingAttention = async (): Promise<RunAnswer[]> =>
    (await world.call({ path, query: "tab=needs_attention", as: "owner" })).body.items;
  const act = (id: string, action: string) =>
    world.call({
      method: "POST",
      path: `${path}/${id}/actions`,
      as: "owner",
      body: { action, ...(action === "acknowledge" && { note: "Evidence was replaced." }) },
    });
  return { world, queries, start, end, needingAttention, act };
}
const namesOf = (run: RunAnswer | undefined) => run?.actions.map(({ action }) => action);

describe("a failed composition whose evidence was replaced", () => {
  it("offers acknowledge instead of a retry that would be refused", async () => {
    const { world, start, end, needingAttention, act } = await aWorld();
    await anActiveSnapshot(world, prod);
    const first = await start("environment.review.compose");
    await end(first, { outcome: "failed", source: "failed_job_bridge", reasonCode: "run.queue_failure_bridge" });
    const before = await needingAttention();
    world.clock.advance(60);
    await replaceEvidence(world);

    const [run] = await needingAttention();

    expect(namesOf(before[0])).toEqual(["run_again", "acknowledge"]);
    expect(namesOf(run)).toEqual(["acknowledge"]);
    expect((await act(first.id, "run_again")).status).toBe(409);
    expect((await act(first.id, "acknowledge")).status).toBe(200);
    expect(await needingAttention()).toEqual([]);
  });
});

describe("a first backup that was blocked before its set existed", () => {
  it("offers acknowledge instead of a retry that would be refused", async () => {
    const { start, end, needingAttention, act } = await aWorld();
    const first = await start("backup_set.update");
    await end(first, {
      outcome: "blocked",
      source: "worker",
      reasonCode: "backup.no_synced_policies",
      failures: [{ code: "backup.no_synced_policies", message: "No policies." }],
    });

    const [run] = await needingAttention();

    expect(namesOf(run)).toEqual(["acknowledge"]);
    expect((await act(first.id, "acknowledge")).status).toBe(200);
    expect(await needingAttention()).toEqual([]);
  });
});

describe("failed evidence beside an earlier snapshot that is usable", () => {
  it("offers run_again and repeats the work", async () => {
    const { world, queries, start, end, needingAttention, act } = await aWorld();
    await anActiveSnapshot(world, prod);
    const first = await start("tenant.evidence.snapshot.generate");
    await pointAtSnapshot(world, (await queries.getRun(first.id))?.correlationHash);
    await end(first, { outcome: "failed", source: "worker", reasonCode: "run.handler_failed" });

    const [run] = await needingAttention();

    expect(namesOf(run)).toContain("run_again");
    expect(await act(first.id, "run_again")).toMatchObject({ status: 200, body: { result: "queued" } });
  });
});

/** The snapshot of `anActiveSnapshot`, made usable by an earlier run of the same work. */
async function pointAtSnapshot(
  world: Awaited<ReturnType<typeof createInProcessWorld>>,
  correlationHash: string | undefined,
): Promise<void> {
  const usable = { id: "snapshot", operationRunId: "run of the snapshot", usableAt: world.clock.now().toISOString() };
  await createUsablePointers(world).point(prod, "evidence-snapshots", correlationHash, usable);
}

async function replaceEvidence(world: Awaited<ReturnType<typeof createInProcessWorld>>): Promise<void> {
  const evidence = createEvidenceSnapshots(world);
  const snapshot = {
    id: "snapshot2",
    fingerprint: "d".repeat(64),
    operationRunId: "r2",
    initiatedByUserId: "manager",
    completeness: "complete",
    collections: [],
    summary: { policies: 0, settings: 0 },
    generatedAt: world.clock.now().toISOString(),
    expiresAt: plusSeconds(world.clock.now(), 86_400),
  } as const;
  await evidence.create(prod, snapshot, []);
  await evidence.activate(prod, { id: snapshot.id, n: 2 });
}
