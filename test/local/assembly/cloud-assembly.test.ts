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

function writeAssembly(...stacks: readonly string[]) {
  const write = (name: string, content: unknown) => writeFileSync(path.join(folder, name), JSON.stringify(content));
  const artifacts = stacks.map((name) => [
    name,
    { type: "aws:cloudformation:stack", properties: { templateFile: `${name}.json` } },
  ]);
  for (const name of stacks) write(`${name}.json`, { Resources: { Code: { Type: "AWS::Lambda::Function" } } });
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

it("finds the stack with its functions and their bundle folders", () => {
  writeAssembly("App");

  const assembly = readCloudAssembly(folder);

  expect(assembly.stackName).toBe("App");
  expect(assembly.assetAt("one.zip")).toBe(path.join(folder, "asset.one"));
  expect(assembly.assetAt("two.zip")).toBeUndefined();
});

it.each([{ stacks: [] }, { stacks: ["One", "Two"] }])("rejects an assembly with stacks $stacks", ({ stacks }) => {
  writeAssembly(...stacks);

  expect(() => readCloudAssembly(folder)).toThrow("it must have exactly one");
});
