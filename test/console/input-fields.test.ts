import { expect, it } from "vitest";
import * as z from "zod";
import { fieldsOf, inputOf, isOfPlace, valuesOf } from "../../console/src/start/input-fields.ts";
import { promotionInput } from "../../shared/operations/restores/promotion.execute.input.ts";

const input = z.strictObject({
  id: z.string(),
  ids: z.array(z.string()).optional(),
  isDryRun: z.boolean().optional(),
  count: z.int().optional(),
  mode: z.enum(["fast", "safe"]).optional(),
});
const fields = fieldsOf(z.toJSONSchema(input));

it("start form creates a field for each property by its type", () => {
  expect(fields.map(({ name, kind, isRequired }) => ({ name, kind, isRequired }))).toEqual([
    { name: "id", kind: "text", isRequired: true },
    { name: "ids", kind: "list", isRequired: false },
    { name: "isDryRun", kind: "yes_no", isRequired: false },
    { name: "count", kind: "number", isRequired: false },
    { name: "mode", kind: "choice", isRequired: false },
  ]);
});

it("start form labels a field by its schema title, otherwise by its name", () => {
  const named = z.strictObject({ id: z.string().meta({ title: "Set", description: "The set to use." }) });

  expect(fieldsOf(z.toJSONSchema(named))).toMatchObject([{ name: "id", label: "Set", help: "The set to use." }]);
  expect(fields[0]).toMatchObject({ name: "id", label: "id", help: undefined });
});

it("a wave of promotions offers no field whose ids differ in each target", () => {
  const offered = fieldsOf(z.toJSONSchema(promotionInput)).filter((field) => !isOfPlace(field));

  expect(offered.map(({ name }) => name).filter((name) => name.endsWith("Map"))).toEqual([]);
  expect(offered.map(({ name }) => name)).toEqual(expect.arrayContaining(["sourceEnvironmentId", "policyIds"]));
});

it("start form converts values to the type of the schema", () => {
  const filled = inputOf(fields, { id: " a ", ids: "b, c\nd", isDryRun: "true", count: "3", mode: "safe" });

  expect(input.parse(filled)).toEqual({ id: "a", ids: ["b", "c", "d"], isDryRun: true, count: 3, mode: "safe" });
});

it("start form omits empty fields", () => {
  expect(inputOf(fields, { id: "a", ids: " ", count: "" })).toEqual({ id: "a" });
});

it("a form of stored input sends the same input again", () => {
  const stored = { id: "a", ids: ["b", "c"], isDryRun: false, count: 3, mode: "safe" };

  expect(inputOf(fields, valuesOf(fields, stored))).toEqual(stored);
});
