import { describe, expect, it } from "vitest";
import { dataLosses } from "../../tools/data-losses.ts";
import { schemaOf } from "../../tools/service-schemas.ts";
import { synthesized } from "./synthesized.ts";

/** The rehearsal of docs/deploy.md#restore-from-backup: what `cdk orphan` and `cdk import` do, on the templates. */
const tableId = "RunTableEC064379";
const { stacks } = synthesized("staging");
const data = stacks["runtruth-staging"] ?? { Resources: {}, Outputs: {} };
const app = stacks["runtruth-staging-app"] ?? { Resources: {}, Outputs: {} };
const { [tableId]: table, ...withoutTable } = data.Resources;

/** As `cdk orphan`: every reference to the table becomes the old table's literal value. */
function detached(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(detached);
  if (typeof value !== "object" || value === null) return value;
  const text = JSON.stringify(value);
  if (text === `{"Ref":"${tableId}"}`) return "old-table";
  if (text.startsWith(`{"Fn::GetAtt":["${tableId}",`)) return "arn:aws:dynamodb:old";
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, detached(item)]));
}

describe("a restored table", () => {
  it("can take the old one's place, because nothing else in its stack needs it", () => {
    expect(JSON.stringify(detached({ ...data, Resources: withoutTable }))).not.toContain(`"${tableId}"`);
    expect(JSON.stringify(Object.values(withoutTable))).not.toContain(`"${tableId}"`);
  });

  it("is imported under the same logical id with a name of its own", () => {
    expect(schemaOf("AWS::DynamoDB::GlobalTable")?.primaryIdentifier).toEqual(["TableName"]);
    expect(table?.Type).toBe("AWS::DynamoDB::GlobalTable");
    // A name in the template would have to be the old one, and its change would replace the table.
    expect(table?.Properties).not.toHaveProperty("TableName");
    // CloudFormation imports only resources with a deletion policy.
    expect(table?.DeletionPolicy).toBeDefined();
    expect(dataLosses(data, { ...data, Resources: { ...withoutTable, [tableId]: table } })).toEqual([]);
  });

  it("reaches all functions through outputs that may change", () => {
    const outputs = Object.entries(data.Outputs).filter(([, output]) =>
      JSON.stringify(output).includes(`"${tableId}"`),
    );

    expect(outputs.map(([name]) => name).every((name) => JSON.stringify(app).includes(`"${name}"`))).toBe(true);
    expect(outputs.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(app)).not.toContain(`"${tableId}"`);
  });
});
