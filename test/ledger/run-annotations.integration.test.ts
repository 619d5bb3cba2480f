import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import type { End } from "../../shared/ledger/finish.ts";
import { createRunAnnotations } from "../../shared/ledger/run-annotations.ts";
import type { Run } from "../../shared/run/run.ts";
import { correlation, createEngineWorld, delivery, policySync, type World } from "./world.ts";

const annotation = { by: "manager", at: "2026-03-02T09:00:00.000Z", note: "The provider said so." };
const other = { ...annotation, by: "owner", note: "Confirmed as well." };
const key = { pk: "WS#acme", sk: "AUDIT#entry" };
const beside = () => ({ item: key });

async function aWorld() {
  const world = await createEngineWorld();
  return { ...world, runAnnotations: createRunAnnotations(world.table) };
}

async function aRun(world: World): Promise<Run> {
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  return answer.run;
}

async function ended(world: World, outcome: End["outcome"]): Promise<Run> {
  const write = await world.runService.finish(await aRun(world), { outcome, source: "operator" }, "observed");
  if (write.outcome !== "written") throw new Error("the end was refused");
  return write.run;
}

/** Whether the item written with a change exists. */
async function isStoredBeside({ table }: World): Promise<boolean> {
  return (await table.client.send(new GetCommand({ TableName: table.tableName, Key: key }))).Item !== undefined;
}

describe("an acknowledgement", () => {
  it.each(["failed", "blocked", "partially_succeeded"] as const)(
    "removes a run that ended as %s from the open work only",
    async (outcome) => {
      const world = await aWorld();
      const run = await ended(world, outcome);

      const write = await world.runAnnotations.acknowledge(run, annotation, beside);

      const { openKey: _, ...rest } = run;
      expect(write).toEqual({ outcome: "written", run: { ...rest, acknowledged: annotation } });
      expect(await isStoredBeside(world)).toBe(true);
      expect(
        (await world.queries.findOpenProblems({ workspaceId: "acme", environmentId: "acme-prod" }, 10)).ids,
      ).toEqual([]);
    },
  );

  it("is refused with the first annotation when the problem is already acknowledged", async () => {
    const world = await aWorld();
    const run = await ended(world, "failed");
    await world.runAnnotations.acknowledge(run, annotation, () => ({ item: { ...key, sk: "AUDIT#first" } }));

    const write = await world.runAnnotations.acknowledge(run, other, beside);

    expect(write).toMatchObject({ outcome: "refused", stored: { id: run.id, acknowledged: annotation } });
    expect(await isStoredBeside(world)).toBe(false);
  });

  it("is refused for successful, active and missing runs", async () => {
    const world = await aWorld();
    const success = await ended(world, "succeeded");
    world.clock.advance(1);
    const queued = await aRun(world);
    const absent = { ...queued, id: "01JNA1RT80000000000000ABSE" };

    expect(await world.runAnnotations.acknowledge(success, annotation, beside)).toEqual({
      outcome: "refused",
      stored: success,
    });
    expect(await world.runAnnotations.acknowledge(queued, annotation, beside)).toMatchObject({
      outcome: "refused",
      stored: { id: queued.id, status: "queued" },
    });
    expect(await world.runAnnotations.acknowledge(absent, annotation, beside)).toEqual({
      outcome: "refused",
      stored: undefined,
    });
    expect(await isStoredBeside(world)).toBe(false);
  });
});

describe("the platform's annotation", () => {
  it("is stored in any state and changes nothing else", async () => {
    const world = await aWorld();
    const queued = await aRun(world);
    const claimed = await world.runService.claim(correlation(queued.id), delivery());
    if (claimed.outcome !== "written") throw new Error("the claim was refused");

    const write = await world.runAnnotations.markInvestigated(claimed.run, annotation, beside);

    expect(write).toEqual({ outcome: "written", run: { ...claimed.run, investigated: annotation } });
    expect(await isStoredBeside(world)).toBe(true);
    const end = await world.runService.finish(claimed.run, { outcome: "failed", source: "worker" }, "attempt");
    expect(end).toMatchObject({ outcome: "written", run: { investigated: annotation } });
  });

  it("replaces an earlier one", async () => {
    const world = await aWorld();
    const run = await ended(world, "failed");
    await world.runAnnotations.markInvestigated(run, annotation, () => ({ item: { ...key, sk: "AUDIT#first" } }));

    const write = await world.runAnnotations.markInvestigated(run, other, beside);

    expect(write).toMatchObject({ outcome: "written", run: { investigated: other, openKey: run.openKey } });
  });

  it("creates no run where none exists", async () => {
    const world = await aWorld();
    const run = { ...(await aRun(world)), id: "01JNA1RT80000000000000ABSE" };

    expect(await world.runAnnotations.markInvestigated(run, annotation, beside)).toEqual({
      outcome: "refused",
      stored: undefined,
    });
    expect(await world.queries.getRun(run.id)).toBeUndefined();
    expect(await isStoredBeside(world)).toBe(false);
  });
});
