import { describe, expect, it } from "vitest";
import { createInProcessWorld } from "../functions/in-process-world.ts";
import { everyRow, hub } from "../functions/read-api/read-all-pages.ts";
import { writeHistory } from "../functions/read-api/run-histories.ts";
import { prod } from "../functions/reviews.ts";
import { connection, type World } from "../functions/world.ts";
import { everySurface, rowsOf } from "./surfaces.ts";

const check = { environmentId: "acme-prod", type: "provider.connection.check", state: "blocked", age: 5000 } as const;
const sync = { environmentId: "acme-prod", type: "policy.sync", work: "a" } as const;
const failedSync = { ...sync, state: "failed", age: 5000 } as const;
const restore = { environmentId: "acme-prod", type: "restore.execute", work: "a" } as const;

async function healthy(world: World, id: string, settings: Partial<typeof connection> | { isEnabled: boolean } = {}) {
  const stored = await world.connections.put(prod, id, { ...connection, ...settings });
  await world.connections.recordCheck(prod, stored, { consentStatus: "granted", verificationStatus: "healthy" });
}

/** Every surface that shows the run has the same actionability, and its outcome is unchanged. */
async function verdictOf(world: World, id: string) {
  const shown = await everySurface(world, id);
  const verdicts = Object.values(rowsOf(shown)).map(({ actionability, needsAttention, outcome }) => ({
    status: actionability.status,
    needsAttention,
    outcome,
  }));
  const [first] = verdicts;
  expect(verdicts).toEqual(verdicts.map(() => first));
  const listed = (await everyRow(world, { tab: "needs_attention" })).some((row) => row.id === id);
  expect(listed).toBe(first?.needsAttention);
  expect(shown.decision !== undefined).toBe(first?.needsAttention);
  const { body } = await world.call({ path: `${hub}/summary` });
  expect(body.stats.followUp.value).toBe(first?.needsAttention ? 1 : 0);
  return { ...first, decided: shown.detail.actionability };
}
const open = { status: "actionable", needsAttention: true };

describe("367 the provider loop", () => {
  it("367: a blocked check resolves when its connection later passes a check", async () => {
    const world = await createInProcessWorld();
    const [id = ""] = await writeHistory(world, [check]);
    expect(await verdictOf(world, id)).toMatchObject({ ...open, outcome: "blocked" });

    await healthy(world, "default");

    expect(await verdictOf(world, id)).toMatchObject({
      status: "resolved_by_current_state",
      needsAttention: false,
      outcome: "blocked",
      decided: { resolvingRelated: { type: "provider_connection", id: "default" } },
    });
    expect(await everyRow(world, { outcome: "blocked" })).toMatchObject([{ id }]);
  });

  it("367: it stays open while the connection's last check is older", async () => {
    const world = await createInProcessWorld();
    await healthy(world, "default");
    world.clock.advance(6000);
    const [id = ""] = await writeHistory(world, [check]);

    expect(await verdictOf(world, id)).toMatchObject(open);
  });

  it("367: it stays open while only another connection is healthy", async () => {
    const world = await createInProcessWorld();
    const [id = ""] = await writeHistory(world, [check]);
    await healthy(world, "other");

    expect(await verdictOf(world, id)).toMatchObject(open);
  });

  it("367: it stays open while its connection is disabled", async () => {
    const world = await createInProcessWorld();
    const [id = ""] = await writeHistory(world, [check]);
    await healthy(world, "default", { isEnabled: false });

    expect(await verdictOf(world, id)).toMatchObject(open);
  });
});

describe("367 later success", () => {
  it("367: a later success of the same work supersedes a failed sync", async () => {
    const world = await createInProcessWorld();
    const [id = "", later] = await writeHistory(world, [failedSync, { ...sync, state: "succeeded", age: 3000 }]);

    expect(await verdictOf(world, id)).toMatchObject({
      status: "superseded_by_later_success",
      needsAttention: false,
      outcome: "failed",
      decided: { supersedingRunId: later },
    });
    const { body } = await world.call({ path: `${hub}/${id}` });
    const attention = body.explanation.find(({ topic }: { topic: string }) => topic === "attention");
    expect(attention.facts).toContainEqual(expect.objectContaining({ code: "later_success", runId: later }));
  });

  it("367: a failed restore requires manual review despite a later success", async () => {
    const world = await createInProcessWorld();
    const [id = ""] = await writeHistory(world, [
      { ...restore, state: "failed", age: 5000 },
      { ...restore, state: "succeeded", age: 3000 },
    ]);

    expect(await verdictOf(world, id)).toMatchObject({ status: "requires_manual_review", needsAttention: true });
  });

  it.each([
    { where: "another environment", scope: { environmentId: "acme-lab" } },
    { where: "another workspace", scope: { workspaceId: "globex", environmentId: "acme-prod" } },
  ])("367: a later success in $where neither resolves it nor is mentioned", async ({ scope }) => {
    const world = await createInProcessWorld();
    const [id = "", other = ""] = await writeHistory(world, [
      failedSync,
      { ...sync, ...scope, state: "succeeded", age: 3000 },
    ]);

    expect(await verdictOf(world, id)).toMatchObject(open);
    expect((await world.call({ path: `${hub}/${id}` })).text).not.toContain(other);
  });
});
