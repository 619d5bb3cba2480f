import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { operations } from "../../shared/operations/registry.ts";

const root = path.resolve(import.meta.dirname, "../..");
/** The files that declare an operation and its texts. A wave is also named where its rules are, which its clients share. */
const home = /^shared\/(?:(?:operations|presenter\/locales)\/|run\/wave\.ts$)/;

/** Literals of operation types outside these files. */
function namedTypes(text: string): string[] {
  return operations
    .map(({ type }) => type)
    .filter((type) => new RegExp(`["'\`]${type.replaceAll(".", "\\.")}["'\`]`).test(text));
}

/** A branch on an operation's type: adding an operation would mean finding every one of these. */
const choice = /\bswitch\s*\(\s*[\w.?]*\b(?:operationType|jobClass|(?:run|operation|body|asked|stored)\.type)\s*\)/;

const sources = ["shared", "functions"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, "/")))
    .filter((file) => file.endsWith(".ts") && !home.test(file)),
);

it("no code outside the operations refers to an operation type by name", () => {
  const found = sources.flatMap((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return [...namedTypes(text), ...(choice.test(text) ? ["a switch over types"] : [])].map(
      (what) => `${file}: ${what}`,
    );
  });

  expect(sources.length).toBeGreaterThan(80);
  expect(found).toEqual([]);
});

it("scan detects a literal, a comparison and a switch case", () => {
  expect(namedTypes('if (run.type === "policy.sync") return;')).toEqual(["policy.sync"]);
  expect(namedTypes("case 'environment.review.compose':")).toEqual(["environment.review.compose"]);
  expect(choice.test("switch (run.type) {")).toBe(true);
  expect(choice.test("switch (due.kind) {")).toBe(false);
});
