import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { createRecordProof } from "../../functions/run-events/record-proof.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import type { Run } from "../../shared/run/run.ts";
import { aRun, NOW, secondsAgo } from "../derived/runs.ts";
import { meteredClient } from "../ledger/meter.ts";
import { testClock } from "../support/clock.ts";
import { inRole } from "../support/permissions.ts";
import { createEngineTable, type TestTable } from "../support/table.ts";

let table: TestTable;
beforeAll(async () => {
  table = await createEngineTable();
});

const clock = testClock(NOW);
let workspaces = 0;
/** A recorder in a workspace of its own. */
function aScene(client = table.client) {
  const workspaceId = `w${workspaces++}`;
  const target = { client, tableName: table.tableName };
  const proofs = createEnvironmentProofs(target);
  const recordProof = inRole("RunEventsFollower", createRecordProof({ proofs, findOperation, clock }));
  return {
    record: (run: Run) => recordProof({ ...run, workspaceId }),
    proofsOf: async (environmentId = "acme-prod") => (await proofs.read(workspaceId, "all")).of(environmentId),
    readSome: async (ids: readonly string[]) => proofs.read(workspaceId, ids),
  };
}

const aBackup = (given: Partial<Run> = {}) =>
  aRun({
    id: "backup-1",
    type: "backup.schedule.execute",
    status: "completed",
    outcome: "succeeded",
    createdAt: secondsAgo(900),
    startedAt: secondsAgo(600),
    completedAt: secondsAgo(60),
    ...given,
  });

it("full success proves its environment as of its first claim", async () => {
  const { record, proofsOf } = aScene();

  await record(aBackup());

  expect(await proofsOf()).toEqual({ backup: { runId: "backup-1", asOf: secondsAgo(600) } });
  expect(await proofsOf("acme-lab")).toEqual({});
});

it("proof dated ahead counts from the creation of its run, or not", async () => {
  const { record, proofsOf } = aScene();
  const day = -86_400;
  await record(aBackup({ id: "both-ahead", createdAt: secondsAgo(day), startedAt: secondsAgo(day - 10) }));
  expect(await proofsOf()).toEqual({});

  await record(aBackup({ id: "worker-ahead", startedAt: secondsAgo(day) }));
  expect(await proofsOf()).toEqual({ backup: { runId: "worker-ahead", asOf: secondsAgo(900) } });

  // Within what clocks may differ by.
  await record(aBackup({ id: "hardly-ahead", startedAt: secondsAgo(-50) }));
  expect(await proofsOf()).toEqual({ backup: { runId: "hardly-ahead", asOf: secondsAgo(-50) } });
});

it.each([
  { what: "partial success", run: { outcome: "partially_succeeded" } },
  { what: "failure", run: { outcome: "failed" } },
  { what: "active run", run: { status: "running", outcome: "pending" } },
  { what: "success of the workspace", run: { environmentId: null } },
  { what: "success of stored policies, whatever was selected", run: { type: "backup_set.update" } },
  { what: "sync of some types", run: { type: "inventory.sync" } },
  { what: "success of an unknown type", run: { type: "backup.of_a_newer_release" } },
] as const)("$what proves nothing", async ({ run }) => {
  const { record, proofsOf } = aScene();

  await record(aBackup(run));

  expect(await proofsOf()).toEqual({});
});

it("proof is the latest claim in any order and number of deliveries", async () => {
  const ages = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(ages, fc.infiniteStream(fc.nat()), async (claims, order) => {
      const { record, proofsOf } = aScene();
      const runs = claims.map((age, n) => aBackup({ id: `run-${n}`, startedAt: secondsAgo(age) }));
      const deliveries = [...runs, ...runs].map((run) => ({ run, at: order.next().value ?? 0 }));
      for (const { run } of deliveries.toSorted((a, b) => a.at - b.at)) await record(run);

      const [latest] = runs.toSorted((a, b) => {
        const byClaim = (b.startedAt ?? "").localeCompare(a.startedAt ?? "");
        return byClaim === 0 ? b.id.localeCompare(a.id) : byClaim;
      });
      expect(await proofsOf()).toEqual({ backup: { runId: latest?.id, asOf: latest?.startedAt } });
    }),
    { numRuns: 20 },
  );
});

it("proof costs one write unit, once and again", async () => {
  const meter = meteredClient(table);
  const { record } = aScene(meter.client);

  for (const type of ["backup.schedule.execute", "policy.sync", "provider.connection.check", "backup.schedule.execute"])
    await record(aBackup({ type }));
  await record(aBackup({ outcome: "failed" }));

  expect(meter.totals).toEqual({ calls: 4, writeUnits: 4, readUnits: 0 });
});

it("proof reading names no environment that was not read", async () => {
  const { record, readSome } = aScene();
  await record(aBackup());

  const reading = await readSome(["acme-prod"]);

  expect(reading.of("acme-prod")).toHaveProperty("backup");
  expect(reading.of("acme-lab")).toBeUndefined();
});
