import { expect, it } from "vitest";
import { itemOutcomeOf } from "../../shared/presenter/item-outcome.ts";
import { loadTexts } from "../../shared/presenter/locale.ts";

await loadTexts("de");

const execution = { isDryRun: false, status: "failed" };
const preview = { change: "update" };
const of = (item: Parameters<typeof itemOutcomeOf>[0], record = execution) => itemOutcomeOf(item, record, "en");

it("an item that may have been changed is not verified, instead of failed", () => {
  expect(of({ preview, result: { status: "failed", reason: "restore.not_verified" } })).toMatchObject({
    ...{ code: "not_verified", label: "Not verified", tone: "warning" },
    reason: expect.stringMatching(/read back/),
  });
  const german = itemOutcomeOf({ result: { status: "failed", reason: "restore.not_verified" } }, execution, "de");
  expect(german?.label).toBe("Nicht verifiziert");
});

it.each([
  {
    name: "a failed one",
    item: { preview, result: { status: "failed", reason: "restore.write_refused" } },
    code: "failed",
  },
  { name: "one without a result", item: { preview }, code: "not_reached" },
  { name: "a restored one", item: { preview, result: { status: "applied" } }, code: "applied" },
])("$name of an ended execution states its own outcome", ({ item, code }) => {
  expect(of(item)?.code).toBe(code);
});

it("an item under way states what its preview predicts", () => {
  expect(of({ preview }, { isDryRun: false, status: "running" })?.code).toBe("update");
  expect(of({ preview }, { isDryRun: true, status: "previewed" })?.code).toBe("update");
  expect(of({}, { isDryRun: true, status: "checked" })).toBeUndefined();
});

it("the cause of an item names a missing permission", () => {
  const result = { status: "failed", reason: "provider_permission_denied", missingPermission: "Policies.Write" };

  expect(of({ result })?.reason).toContain("Policies.Write");
});
