import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { runKey } from "../../shared/ledger/keys.ts";
import { createRunIds } from "../../shared/ledger/run-ids.ts";
import { queuedRunItem } from "../../shared/ledger/run-item.ts";
import { createStore } from "../../shared/ledger/store.ts";
import { createSuccessPointer, successPointerKey } from "../../shared/ledger/success-pointer.ts";
import { createEngineTable } from "../support/table.ts";
import { createEngineWorld, policySync } from "./world.ts";

/** What the last release requires of each item, as strict as its own schemas. */
const oldIdentity = z.looseObject({ runId: z.string() });
const oldSuccess = z.object({ runId: z.string(), createdAt: z.string(), completedAt: z.string() });
const oldPointer = z.looseObject({ successes: z.array(oldSuccess), version: z.number().int() });
const oldAliasOf = (item: { sameAs?: unknown }) => (typeof item.sameAs === "string" ? item.sameAs : undefined);

const item = async (world: Awaited<ReturnType<typeof createEngineWorld>>, prefix: string) => {
  const answer = await world.table.client.send(new ScanCommand({ TableName: world.table.tableName }));
  return answer.Items?.find(({ pk }) => String(pk).startsWith(prefix));
};

describe("the last release", () => {
  it("reads a line lock and a run with a generation", async () => {
    const world = await createEngineWorld();
    const answer = await world.start(policySync);
    const id = "run" in answer ? answer.run.id : "";

    expect(oldIdentity.parse(await item(world, "IDENT#")).runId).toBe(id);
    // It ignores unknown attributes, so only a known attribute with a changed type would be rejected.
    const known = queuedRunItem(
      {
        ...policySync.prepared,
        ...policySync.scope,
        id,
        type: "t",
        initiator: policySync.initiator,
        createdAt: "",
        correlationHash: undefined,
      },
      "t",
      "",
    );
    const stored = await item(world, "RUN#");
    for (const [name, value] of Object.entries(known)) expect(typeof stored?.[name], name).toBe(typeof value);
  });

  it("reads the pointer of the latest success", async () => {
    const table = await createEngineTable();
    const scope = { ...policySync.scope, type: "policy.sync", correlationHash: "h" };
    const success = { runId: "R", createdAt: "2026-01-01T00:00:00.000Z", completedAt: "2026-01-01T00:01:00.000Z" };
    await createSuccessPointer(table).remember(scope, { ...success, gen: 3, epoch: "epoch1" });

    const stored = oldPointer.parse(await createStore(table).get(successPointerKey(scope)));

    expect(stored.successes).toEqual([success]);
    // It merges only an unchanged version, and each new success stores a different one.
    await createSuccessPointer(table).remember(scope, {
      ...success,
      completedAt: "2026-01-01T00:02:00.000Z",
      gen: 4,
      epoch: "epoch1",
    });
    expect(oldPointer.parse(await createStore(table).get(successPointerKey(scope))).version).not.toBe(stored.version);
  });

  it("treats a barred id as a pointer without a run", async () => {
    const table = await createEngineTable();
    const store = createStore(table);
    await createRunIds(store).bar("X", new Date(0));
    const stored = await store.get(runKey("X"));

    expect(oldAliasOf(stored ?? {})).toBe("X");
  });
});
