import { describe, expect, it } from "vitest";
import { createInProcessWorld } from "../in-process-world.ts";
import { reviewsIn } from "../reviews.ts";
import { everyRow, hub } from "./read-all-pages.ts";
import { writeHistory } from "./run-histories.ts";

const overview = "/api/workspaces/acme/overview";
const dashboard = "/api/workspaces/acme/environments/acme-prod/dashboard";
const system = "/api/system/operations";
const stale = { environmentId: "acme-prod", state: "running", age: 40_000 } as const;
const closed = { environmentId: "acme-prod", state: "failed", age: 50_000, closedAsStale: true } as const;

describe("spec 178", () => {
  it("every summary link keeps class, environment and tab in its list", async () => {
    const world = await createInProcessWorld();
    const elsewhere = { environmentId: "acme-lab", type: "restore.execute", state: "failed", age: 900 } as const;
    await writeHistory(world, [stale, closed, elsewhere, { ...elsewhere, environmentId: "acme-prod" }]);
    const { body } = await world.call({ path: overview });

    for (const { id, followUp, stale: late } of body.environments) {
      expect(followUp.list).toEqual({ tab: "needs_attention", problemClass: "terminal_follow_up", environmentId: id });
      expect(late.list).toEqual({ tab: "stale", environmentId: id });
      const rows = await everyRow(world, followUp.list);
      expect(rows.map((run) => [run.environmentId, run.problemClass])).toEqual(
        rows.map(() => [id, "terminal_follow_up"]),
      );
      expect(rows).toHaveLength(followUp.value);
      expect(await everyRow(world, late.list)).toHaveLength(late.value);
    }
    const response = await world.call({ path: dashboard });
    expect(response.body.followUp).toEqual(
      body.environments.find(({ id }: { id: string }) => id === "acme-prod").followUp,
    );
  });

  it("every surface but stuck keeps the stale lineage of a closed run", async () => {
    const world = await createInProcessWorld();
    const [lateId = "", closedId = ""] = await writeHistory(world, [stale, closed]);
    const lineage = { id: closedId, staleLineage: true, freshness: "reconciled_failed" };
    const as = "platform";
    const rowsOf = async (view: string) => (await world.call({ path: system, query: `view=${view}`, as })).body.items;

    expect(await rowsOf("runs")).toMatchObject([{ id: lateId, staleLineage: false }, lineage]);
    expect(await rowsOf("failures")).toMatchObject([lineage]);
    expect((await rowsOf("failures"))[0].staleLineageNote).toContain("overdue");
    expect(await rowsOf("stuck")).toMatchObject([{ id: lateId, freshness: "likely_stale" }]);
    expect((await world.call({ path: `${system}/${closedId}`, as })).body).toMatchObject({
      ...lineage,
      staleLineageNote: expect.any(String),
      endedBy: "scheduled_reconciler",
      reasonCode: "run.stale_running",
      actions: [],
    });
    expect((await world.call({ path: `${hub}/${closedId}` })).body).toMatchObject({
      staleLineage: true,
      decisionZone: { staleLineageNote: expect.any(String) },
    });
    expect(await everyRow(world, { tab: "failed" })).toMatchObject([lineage]);
  });

  it("the overview shows recent rows with freshness and class", async () => {
    const world = await createInProcessWorld();
    await writeHistory(world, [{ environmentId: "acme-lab", state: "succeeded", age: 60 }, stale, closed]);

    const { body } = await world.call({ path: overview });

    expect(body.recent).toMatchObject([
      { freshness: "terminal_normal", problemClass: "none" },
      { freshness: "likely_stale", problemClass: "active_stale_attention" },
      { freshness: "reconciled_failed", problemClass: "terminal_follow_up", staleLineage: true },
    ]);
    expect(body).toMatchObject({ state: { tone: "danger" }, stale: { value: 1 }, followUp: { value: 1 } });
    expect(body.headline).toBe("1 open issue. 1 run is overdue.");
    expect(body.environments).toMatchObject([
      { id: "acme-lab", state: { tone: "neutral", label: "No connection" } },
      { id: "acme-prod", state: { tone: "danger" } },
    ]);
  });

  it("a refresh converges for a caller who never saw the start", async () => {
    const world = await createInProcessWorld();
    const before = await world.call({ path: `${hub}/activity` });
    expect(before.body).toMatchObject({ items: [], active: { value: 0 }, polling: { intervalSeconds: null } });

    const run = await world.aRun();
    const under = await world.call({ path: `${hub}/activity` });
    expect(under.body).toMatchObject({
      items: [{ id: run.id }],
      active: { value: 1 },
      polling: { intervalSeconds: 10 },
    });

    await world.runService.finish(run, { outcome: "failed", source: "operator" }, "observed");
    const after = await world.call({ path: `${hub}/activity` });
    expect(after.body).toMatchObject({ items: [], active: { value: 0 }, polling: { intervalSeconds: null } });
    expect((await world.call({ path: overview })).body).toMatchObject({
      recent: [{ id: run.id, outcome: "failed" }],
      attention: [{ id: run.id }],
      polling: { intervalSeconds: null },
    });
  });

  it("the run list shows a type without a window as older than usual", async () => {
    const world = await createInProcessWorld();
    const unknown = { environmentId: "acme-prod", type: "alerts.evaluate", state: "queued" } as const;
    const [old = ""] = await writeHistory(world, [
      { ...unknown, age: 15 * 60 + 1 },
      { ...unknown, age: 15 * 60 },
      { ...unknown, state: "running", age: 60 * 60 + 10, waited: 10 },
    ]);

    const { body } = await world.call({ path: system, query: "view=stuck", as: "platform" });

    expect(body.items).toMatchObject([{ id: old, freshness: "unknown", problemClass: "none" }]);
    expect(body.items[0].age).toEqual({ text: "Older than usual, queued", at: body.items[0].createdAt });
  });
});

describe("spec 359", () => {
  it("every surface explains a reconciled success and counts it once", async () => {
    const world = await createInProcessWorld();
    const id = await reviewsIn(world).ready();
    const run = await world.aRun({ type: "environment.review.compose" });
    await world.runService.finish(
      run,
      {
        outcome: "succeeded",
        source: "adapter_reconciler",
        related: { type: "environment_review", id },
        reconciliation: {
          source: "adapter_reconciler",
          adapter: "environment.review.compose",
          decision: "reconciled_succeeded",
          reasonCode: "review_compose.matching_review_ready",
          evidence: {},
          related: { type: "environment_review", id },
        },
      },
      "observed",
    );
    const expected = {
      id: run.id,
      outcome: "succeeded",
      isReconciled: true,
      freshness: "terminal_normal",
      problemClass: "none",
      headline: "The review is already available.",
    };

    expect((await world.call({ path: dashboard })).body).toMatchObject({ recent: [expected], followUp: { value: 0 } });
    expect((await world.call({ path: overview })).body).toMatchObject({
      recent: [expected],
      state: { tone: "neutral" },
    });
    expect((await world.call({ path: system, as: "platform" })).body.items).toMatchObject([expected]);
    expect(await everyRow(world, { reconciled: "true" })).toMatchObject([expected]);
    expect((await world.call({ path: `${hub}/summary` })).body).toMatchObject({
      counts: { succeeded: { value: 1 }, needs_attention: { value: 0 }, failed: { value: 0 } },
      decision: null,
      calm: "No open issues. 1 run checked.",
    });
  });
});

describe("the inbox", () => {
  it("lists each run once under its cause with its next action", async () => {
    const world = await createInProcessWorld();
    const manual = { environmentId: "acme-prod", type: "restore.execute", state: "failed", age: 900 } as const;
    await writeHistory(world, [stale, closed, manual, { environmentId: "acme-lab", state: "blocked", age: 500 }]);

    const { body } = await world.call({ path: "/api/workspaces/acme/inbox" });

    const causes = body.groups.map(({ cause }: { cause: string }) => cause);
    expect(causes).toEqual(["manual_review", "blocked", "failed", "stale_running"]);
    const ids = body.groups.flatMap(({ items }: { items: { id: string }[] }) => items.map((item) => item.id));
    expect(new Set(ids).size).toBe(4);
    expect(body.total).toMatchObject({ value: 4, list: { tab: "needs_attention" } });
    expect((await world.call({ path: `${hub}/summary` })).body.decision).toMatchObject({
      run: { type: "restore.execute" },
      impact: expect.any(String),
      proof: expect.any(String),
    });
  });

  it("states in the caller's language that nothing is open among checked runs", async () => {
    const world = await createInProcessWorld();
    await writeHistory(world, [{ environmentId: "acme-prod", state: "running", age: 60 }]);
    const headers = { "accept-language": "de" };

    const { body } = await world.call({ path: "/api/workspaces/acme/inbox", headers });

    expect(body).toMatchObject({ groups: [], calm: "Keine offenen Punkte. 1 Vorgang geprüft." });
  });
});

describe("the members", () => {
  it("are listed for an owner, including former members", async () => {
    const world = await createInProcessWorld();

    const { body } = await world.call({ path: "/api/workspaces/acme/members", as: "owner" });

    expect(body.items).toContainEqual(expect.objectContaining({ id: "former", removedAt: "2026-03-01T00:00:00.000Z" }));
    expect(body.items).toContainEqual({
      id: "lab-operator",
      role: "operator",
      roleLabel: "Operator",
      environments: ["acme-lab"],
      kind: "person",
      ownerId: null,
      removedAt: null,
    });
  });
});
