import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readCloudAssembly } from "../../../local/assembly/cloud-assembly.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "assembly-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface StackFile {
  readonly types: Readonly<Record<string, string>>;
  readonly needs?: string;
}

function writeAssembly(stacks: Readonly<Record<string, StackFile>>) {
  const write = (name: string, content: unknown) => writeFileSync(path.join(folder, name), JSON.stringify(content));
  const artifacts = Object.entries(stacks).map(([name, { needs }]) => [
    name,
    {
      type: "aws:cloudformation:stack",
      dependencies: [...(needs === undefined ? [] : [needs]), "assets"],
      properties: { templateFile: `${name}.json` },
    },
  ]);
  for (const [name, { types }] of Object.entries(stacks)) {
    const Resources = Object.fromEntries(Object.entries(types).map(([id, Type]) => [id, { Type }]));
    const Parameters = { Given: { Type: "String", Default: "x" }, Asked: { Type: "String" } };
    write(`${name}.json`, { Parameters, Resources, Outputs: { Of: { Value: { Ref: Object.keys(types)[0] } } } });
  }
  write("assets.json", {
    files: { one: { source: { path: "asset.one" }, destinations: { here: { objectKey: "one.zip" } } } },
  });
  write("manifest.json", {
    artifacts: Object.fromEntries([
      ...artifacts,
      ["assets", { type: "cdk:asset-manifest", properties: { file: "assets.json" } }],
    ]),
  });
}

const code = { Code: "AWS::Lambda::Function" };
const table = { Table: "AWS::DynamoDB::GlobalTable" };

it("cloud assembly reader finds the functions of a stack and their bundle folders", () => {
  writeAssembly({ App: { types: code } });

  const assembly = readCloudAssembly(folder);

  expect(assembly.stackName).toBe("App");
  expect(assembly.assetAt("one.zip")).toBe(path.join(folder, "asset.one"));
  expect(assembly.assetAt("two.zip")).toBeUndefined();
});

it("cloud assembly reader accepts a parameter without a default", () => {
  writeAssembly({ App: { types: code } });

  const { parameters } = readCloudAssembly(folder);

  expect([parameters.Given?.Default, parameters.Asked?.Default]).toEqual(["x", undefined]);
});

it("cloud assembly reader joins stacks under the name of the base stack", () => {
  writeAssembly({ App: { types: code, needs: "Data" }, Data: { types: table } });

  const assembly = readCloudAssembly(folder);

  expect(assembly.stackName).toBe("Data");
  expect(Object.keys(assembly.resources).sort()).toEqual(["Code", "Table"]);
  expect(assembly.outputOf("Data", "Of")).toEqual({ Ref: "Table" });
  expect(assembly.outputOf("Data", "Missing")).toBeUndefined();
});

it.each([
  { name: "no stack", stacks: {}, complaint: "has no stack with functions" },
  { name: "no function", stacks: { Data: { types: table } }, complaint: "has no stack with functions" },
  {
    name: "one logical id in two stacks",
    stacks: { One: { types: code }, Two: { types: code, needs: "One" } },
    complaint: "share logical ids: Code",
  },
])("cloud assembly with $name is rejected", ({ stacks, complaint }) => {
  writeAssembly(stacks);

  expect(() => readCloudAssembly(folder)).toThrow(complaint);
});
