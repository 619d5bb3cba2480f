import { expect, it } from "vitest";
import { createUsablePointers } from "../../shared/records/usable-pointers.ts";
import { createTestTable } from "../support/table.ts";
import { otherScope, scope } from "./a-scope.ts";

const record = (id: string, usableAt: string) => ({ id, operationRunId: `run-of-${id}`, usableAt });
const pointer = { scope, kind: "environment-reviews", correlationHash: "hash" };

it("points at the youngest usable record, in whatever order they come", async () => {
  const usable = createUsablePointers(await createTestTable());
  await usable.point(scope, pointer.kind, "hash", record("young", "2026-03-02T09:00:01.000Z"));
  await usable.point(scope, pointer.kind, "hash", record("old", "2026-03-02T09:00:00.000Z"));

  expect(await usable.findMany([pointer])).toMatchObject([{ id: "young" }]);
});

it("answers in the order asked, without what other scopes, kinds or correlations point at", async () => {
  const usable = createUsablePointers(await createTestTable());
  await usable.point(scope, pointer.kind, "hash", record("a", "2026-03-02T09:00:00.000Z"));
  await usable.point(scope, pointer.kind, undefined, record("b", "2026-03-02T09:00:00.000Z"));

  const found = await usable.findMany([
    { ...pointer, scope: otherScope },
    pointer,
    { ...pointer, kind: "evidence-snapshots" },
    { ...pointer, correlationHash: "other" },
    pointer,
  ]);

  expect(found.map((each) => each?.id)).toEqual([undefined, "a", undefined, undefined, "a"]);
});
