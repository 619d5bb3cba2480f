import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const project = resolve(import.meta.dirname, "../..");
const textOf = (path: string) => readFileSync(resolve(project, path), "utf8");

/** The rows of the list: scenario, file and test title. */
const rows = [...textOf("docs/acceptance.md").matchAll(/^\| (.+?) \| `(.+?)` \| (.+) \|$/gm)].map(
  ([, scenario = "", file = "", test = ""]) => ({ scenario, file, test }),
);

/** The test titles of a file, those of `each` with their placeholders. */
function testsOf(file: string): string[] {
  const names = /(?<!describe)\(\s*(["`])((?:(?!\1).)+)\1,\s*(?:async )?\(/g;
  return [...textOf(file).matchAll(names)].map(([, , name = ""]) => name);
}

describe("the list of acceptance scenarios", () => {
  it("names only tests that exist in the listed file", () => {
    const missing = rows.filter(({ file, test }) => {
      return !existsSync(resolve(project, file)) || !testsOf(file).includes(test);
    });

    expect(rows.length).toBeGreaterThan(60);
    expect(missing).toEqual([]);
  });

  it("contains every test whose title begins with a scenario number", () => {
    const folder = "test/acceptance";
    const files = readdirSync(resolve(project, folder)).filter((name) => name.endsWith(".test.ts"));
    const written = files.flatMap((name) => testsOf(`${folder}/${name}`)).filter((name) => /^\d{3}\b/.test(name));
    const named = new Set(rows.map(({ test }) => test));

    expect(written.length).toBeGreaterThanOrEqual(30);
    expect(written.filter((name) => !named.has(name))).toEqual([]);
  });
});
