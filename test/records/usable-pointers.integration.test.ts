import { expect, it } from "vitest";
import { createUsablePointers } from "../../shared/records/usable-pointers.ts";
import { createEngineTable } from "../support/table.ts";
import { findUsable } from "./find-usable.ts";
import { otherScope, scope } from "./sample-scope.ts";

const record = (id: string, usableAt: string) => ({ id, operationRunId: `run-of-${id}`, usableAt });
const kind = "environment-reviews";

it("usable pointer references the newest usable record in any write order", async () => {
  const table = await createEngineTable();
  const usable = createUsablePointers(table);
  await usable.point(scope, kind, "hash", record("young", "2026-03-02T09:00:01.000Z"));
  await usable.point(scope, kind, "hash", record("old", "2026-03-02T09:00:00.000Z"));

  expect(await findUsable(table, scope, kind, "hash")).toMatchObject({ id: "young" });
});

it("pointer to a usable record proves only its own scope, kind and work", async () => {
  const table = await createEngineTable();
  const usable = createUsablePointers(table);
  await usable.point(scope, kind, "hash", record("a", "2026-03-02T09:00:00.000Z"));
  await usable.point(scope, kind, undefined, record("b", "2026-03-02T09:00:01.000Z"));

  expect(await findUsable(table, scope, kind, "hash")).toMatchObject({ id: "a" });
  expect(await findUsable(table, otherScope, kind, "hash")).toBeUndefined();
  expect(await findUsable(table, scope, "evidence-snapshots", "hash")).toBeUndefined();
  expect(await findUsable(table, scope, kind, "other")).toBeUndefined();
  expect(await findUsable(table, scope, kind, undefined)).toBeUndefined();
});
