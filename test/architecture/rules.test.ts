import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { complaintsAbout, deadFileRules, fileRules } from "../../tools/file-rules.ts";
import { importRules } from "../../tools/import-rules.ts";
import { languageRules } from "../../tools/language-rules.ts";

const project = resolve(import.meta.dirname, "../..");
const foldersIn = (path: string) =>
  readdirSync(resolve(project, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

describe("the import rules", () => {
  it("have unique names and a reason each", () => {
    const names = importRules.map(({ rule }) => rule.name);
    expect(new Set(names).size).toBe(names.length);
    for (const { rule } of importRules) expect(rule.comment).not.toBe("");
  });

  it("cover every folder of shared/, so a new folder needs a rule", () => {
    const placed = importRules.map(({ rule }) => rule.name).filter((name) => name?.endsWith("-imports-only-below"));
    expect(placed).toEqual(expect.arrayContaining(foldersIn("shared").map((folder) => `${folder}-imports-only-below`)));
  });

  it("keep Lambdas from importing each other", () => {
    const kept = importRules.map(({ rule }) => rule.name).filter((name) => name?.endsWith("-imports-no-other-lambda"));
    const lambdas = foldersIn("functions").filter((folder) =>
      existsSync(resolve(project, "functions", folder, "handler.ts")),
    );
    expect(kept).toEqual(expect.arrayContaining(lambdas.map((folder) => `${folder}-imports-no-other-lambda`)));
  });

  it("have one canary file per rule", () => {
    const files = importRules.map(({ canary }) => canary.from);
    expect(new Set(files).size).toBe(files.length);
  });
});

describe("the file rules", () => {
  it("each reject their own canary", () => {
    expect(deadFileRules([...fileRules, ...languageRules])).toEqual([]);
  });

  it("are reported as dead when they reject nothing", () => {
    const canary = { path: "shared/run/x.ts", text: "" };
    expect(deadFileRules([{ name: "asleep", complaint: () => undefined, canary }])).toEqual([
      'the rule "asleep" does not notice shared/run/x.ts',
    ]);
  });

  it("accept an ordinary file", () => {
    const plain = { path: "shared/run/status.ts", text: 'export const name = "status";\n' };
    expect(complaintsAbout([plain], fileRules)).toEqual([]);
  });
});
