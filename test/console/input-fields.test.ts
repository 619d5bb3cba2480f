import { expect, it } from "vitest";
import * as z from "zod";
import { fieldsOf, inputOf } from "../../console/src/start/input-fields.ts";

const input = z.strictObject({
  id: z.string(),
  ids: z.array(z.string()).optional(),
  isDryRun: z.boolean().optional(),
  count: z.int().optional(),
  mode: z.enum(["fast", "safe"]).optional(),
});
const fields = fieldsOf(z.toJSONSchema(input));

it("makes a field of each property, by its type", () => {
  expect(fields.map(({ name, kind, isRequired }) => ({ name, kind, isRequired }))).toEqual([
    { name: "id", kind: "text", isRequired: true },
    { name: "ids", kind: "list", isRequired: false },
    { name: "isDryRun", kind: "yes_no", isRequired: false },
    { name: "count", kind: "number", isRequired: false },
    { name: "mode", kind: "choice", isRequired: false },
  ]);
});

it("calls a field what its schema calls it, and by its name where it is called nothing", () => {
  const named = z.strictObject({ id: z.string().meta({ title: "Set", description: "The set to use." }) });

  expect(fieldsOf(z.toJSONSchema(named))).toMatchObject([{ name: "id", label: "Set", help: "The set to use." }]);
  expect(fields[0]).toMatchObject({ name: "id", label: "id", help: undefined });
});

it("gives what was filled in the type that its schema takes", () => {
  const filled = inputOf(fields, { id: " a ", ids: "b, c\nd", isDryRun: "true", count: "3", mode: "safe" });

  expect(input.parse(filled)).toEqual({ id: "a", ids: ["b", "c", "d"], isDryRun: true, count: 3, mode: "safe" });
});

it("leaves out what was left empty", () => {
  expect(inputOf(fields, { id: "a", ids: " ", count: "" })).toEqual({ id: "a" });
});
