import fc from "fast-check";
import { expect, it } from "vitest";
import type { RunAnswer } from "../../shared/contract/runs.ts";
import type { End } from "../../shared/ledger/finish.ts";
import { recordKey } from "../../shared/ledger/keys.ts";
import { createRunQueries } from "../../shared/ledger/run-queries.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { createUsablePointers } from "../../shared/records/usable-pointers.ts";
import { createPrepareDependencies } from "../../shared/schedules/prepare-dependencies.ts";
import { createInProcessWorld } from "../functions/in-process-world.ts";
import { prod } from "../functions/reviews.ts";
import { connection, type World } from "../functions/world.ts";
import { anActiveSnapshot } from "../support/evidence.ts";

const path = "/api/workspaces/acme/operations";
const started = [
  "provider.connection.check",
  "policy.sync",
  "tenant.evidence.snapshot.generate",
  "environment.review.compose",
  "backup_set.update",
];
const seeded = ["restore.execute", "baseline.compare", "alerts.deliver", "unknown.type"];
const ends: readonly (End | "left_active")[] = [
  "left_active",
  { outcome: "blocked", source: "worker", reasonCode: "provider_connection_disabled" },
  { outcome: "failed", source: "worker", reasonCode: "provider_unreachable" },
  { outcome: "partially_succeeded", source: "worker", reasonCode: "backup.items_failed" },
  { outcome: "failed", source: "failed_job_bridge", reasonCode: "run.queue_failure_bridge" },
];
const history = fc.record({
  works: fc.array(fc.record({ type: fc.constantFrom(...started, ...seeded), end: fc.constantFrom(...ends) }), {
    minLength: 1,
    maxLength: 3,
  }),
  connection: fc.constantFrom("enabled", "disabled"),
  isEvidenceReplaced: fc.boolean(),
  isEvidenceUsable: fc.boolean(),
});

it("every open issue has an exit and offers run_again exactly when startable", async () => {
  let issues = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ works, ...after }) => {
      const world = await createInProcessWorld();
      const queries = createRunQueries(world);
      const call = (method: "GET" | "POST", of: string, body?: object) =>
        world.call({ method, path: `${path}${of}`, as: "owner", ...(body && { body }) });
      await world.connections.put(prod, "default", connection);
      await anActiveSnapshot(world, prod);
      for (const { type, end } of works) {
        const isStarted = started.includes(type);
        const id = isStarted
          ? (await call("POST", "", { type, environmentId: prod.environmentId, input: {} })).body.run.id
          : (await world.aRun({ type, environmentId: prod.environmentId })).id;
        world.clock.advance(5);
        const run = await queries.getRun(id);
        if (after.isEvidenceUsable) {
          const of = { id: "snapshot", operationRunId: "earlier", usableAt: "2026-01-01T00:00:00.000Z" };
          await createUsablePointers(world).point(prod, "evidence-snapshots", run?.correlationHash, of);
        }
        if (run !== undefined && run.status !== "completed" && end !== "left_active")
          await world.runService.finish(run, end, "observed");
      }
      if (after.connection === "disabled")
        await world.connections.put(prod, "default", { ...connection, isEnabled: false });
      if (after.isEvidenceReplaced) {
        const key = recordKey(prod.workspaceId, prod.environmentId, "evidence-active", "-");
        await world.put({ ...key, record: { snapshotId: "another", n: 2 } });
      }
      world.clock.advance(4000);

      for (let round = 0; round < 12; round++) {
        const open: RunAnswer[] = (await world.call({ path, query: "tab=needs_attention", as: "owner" })).body.items;
        const [issue] = open;
        if (issue === undefined) return;
        issues += 1;
        const offered = issue.actions.map(({ action }) => action);
        const exits = issue.status === "completed" ? ["acknowledge"] : ["cancel"];
        expect(offered).toEqual(expect.arrayContaining(exits));
        if (issue.actionability.status === "actionable" && started.includes(issue.type)) {
          const wouldStart = await startsAgain(world, issue.id);
          expect([issue.type, offered.includes("run_again")]).toEqual([issue.type, wouldStart]);
        }
        for (const action of ["reconcile", "run_again", ...exits]) {
          if (!offered.some((one) => one === action)) continue;
          const body = { action, ...(action === "acknowledge" && { note: "Checked." }) };
          const response =
            action === "reconcile"
              ? await call("POST", `/${issue.id}/reconcile`)
              : await call("POST", `/${issue.id}/actions`, body);
          expect([issue.type, action, response.status, response.body.detail]).toEqual([
            issue.type,
            action,
            200,
            undefined,
          ]);
        }
        const { body } = await call("GET", `/${issue.id}`);
        expect([issue.status, body.status]).not.toEqual(["queued", "queued"]);
        if (issue.status === "completed") expect(body.actionability.isCurrentFollowUp).toBe(false);
      }
      throw new Error("the list never became empty");
    }),
    { numRuns: 25, seed: 12 },
  );
  expect(issues).toBeGreaterThan(25);
});

/** Whether a regular start of the same work would be accepted. */
async function startsAgain(world: World, id: string): Promise<boolean> {
  const queries = createRunQueries(world);
  const run = await queries.getRun(id);
  const operation = run && findOperation(run.type);
  if (run === undefined || operation === undefined || operation.start === "not_startable") return false;
  const input = operation.input.safeParse(await queries.getInput(run));
  if (!input.success) return false;
  const { prepare } = await operation.start.prepare();
  const prepared = await prepare({ input: input.data, scope: prod }, createPrepareDependencies(world));
  return prepared.kind === "start";
}
