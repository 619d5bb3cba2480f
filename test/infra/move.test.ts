import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { dataLosses, holdsData } from "../../tools/data-losses.ts";
import { synthesized } from "./synthesized.ts";

const release: unknown = JSON.parse(readFileSync(resolve(import.meta.dirname, "fixtures/release-0.1.0.json"), "utf8"));
const { stacks } = synthesized("prod");
const data = stacks["runtruth-prod"] ?? { Resources: {}, Outputs: {} };
const app = stacks["runtruth-prod-app"] ?? { Resources: {}, Outputs: {} };
const heldBefore = Object.keys(z.object({ Resources: z.record(z.string(), z.unknown()) }).parse(release).Resources);

describe("the move of an existing deployment to two stacks", () => {
  it("deletes, replaces and releases nothing that holds data", () => {
    expect(heldBefore).toHaveLength(17);
    expect(dataLosses(release, data)).toEqual([]);
  });

  it("leaves every logical id that holds data in the stack that had it", () => {
    expect(Object.keys(data.Resources)).toEqual(expect.arrayContaining(heldBefore));
  });
});

describe("the stack of functions, API and console", () => {
  it("holds no data, so that it can be destroyed and deployed again", () => {
    const held = Object.entries(app.Resources).filter(([, resource]) => holdsData(resource));

    expect(held.map(([id]) => id)).toEqual([]);
  });

  it("refers to data without an export, which would block a restored table", () => {
    const text = JSON.stringify(app);

    expect(text).toContain("Fn::GetStackOutput");
    expect(text).not.toContain("Fn::ImportValue");
    expect(JSON.stringify(data.Outputs)).not.toContain('"Export"');
  });

  it("repeats no value of the data stack in its own outputs", () => {
    expect(Object.keys(data.Outputs)).toEqual(expect.arrayContaining(["TableName", "ConsoleBucketName", "Issuer"]));
    expect(Object.keys(app.Outputs).sort()).toEqual([
      "ApiScope",
      "ApiUrl",
      "ConsoleClientId",
      "ConsoleDistributionId",
      "ConsoleUrl",
      "RollbackAlarmArns",
    ]);
    expect(JSON.stringify(app.Outputs)).not.toContain("Fn::GetStackOutput");
  });

  it("is not needed by the stack that holds data", () => {
    expect(JSON.stringify(data)).not.toContain("runtruth-prod-app");
  });
});
