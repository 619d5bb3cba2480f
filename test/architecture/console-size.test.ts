import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import * as z from "zod";
import { repositoryRoot } from "../../local/config.ts";
import { buildConsole } from "../../local/console/build.ts";

/** What the operations page may load, in kilobytes of gzip. */
const scriptKilobytesMax = 350;
const styleKilobytesMax = 120;
const verifierKilobytesMax = 120;
/** Texts of the components and of the console, loaded separately in one language; German ones are the longer. */
const words = ["../node_modules/@cloudscape-design/components/i18n/messages/all.de.js", "src/words/de.ts"];

const build = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);

const { folder } = await buildConsole(repositoryRoot);
const chunks = build.parse(JSON.parse(readFileSync(path.join(folder, "build.json"), "utf8")));

function loadedWith(name: string): readonly string[] {
  return [name, ...(chunks[name]?.imports ?? []).flatMap(loadedWith)];
}

const loaded = [...new Set(["index.html", ...words].flatMap(loadedWith))].flatMap((name) => chunks[name] ?? []);

function kilobytesOf(files: readonly string[]): number {
  return (
    [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file))).length, 0) / 1000
  );
}

it(`operations page loads at most ${scriptKilobytesMax} KB of JavaScript`, () => {
  expect(words.filter((name) => chunks[name] === undefined)).toEqual([]);
  expect(kilobytesOf(loaded.map(({ file }) => file))).toBeLessThan(scriptKilobytesMax);
});

it(`operations page loads at most ${styleKilobytesMax} KB of style sheets`, () => {
  const files = loaded.flatMap(({ css }) => css);

  expect(files.length).toBeGreaterThan(1);
  expect(kilobytesOf(files)).toBeLessThan(styleKilobytesMax);
});

it("style sheets of the console embed no font", () => {
  const sheets = Object.values(chunks).flatMap(({ css }) =>
    css.map((file) => readFileSync(path.join(folder, file), "utf8")),
  );

  expect(sheets.filter((text) => text.includes("data:font"))).toEqual([]);
  expect(readFileSync(path.join(folder, "index.html"), "utf8").match(/rel="preload"[^>]*woff2/g)).toHaveLength(3);
});

it("console loads charts and other pages on demand", () => {
  const entry = new Set(loadedWith("index.html"));
  const pages = Object.keys(chunks).filter((name) => /-page\.tsx$|figures\.tsx$|start-panel\.tsx$/.test(name));

  expect(pages.length).toBeGreaterThan(9);
  expect(pages.filter((name) => entry.has(name))).toEqual([]);
});

it("console contains schemas only in the verifier of signed files", () => {
  const withSchemas = Object.entries(chunks).filter(([, { file }]) =>
    readFileSync(path.join(folder, file), "utf8").includes("ZodError"),
  );

  expect(withSchemas.map(([name]) => name)).toEqual(["src/verify/verify-page.tsx"]);
});

it(`verifier of signed files loads at most ${verifierKilobytesMax} KB of its own`, () => {
  const entry = new Set(loadedWith("index.html"));
  const own = loadedWith("src/verify/verify-page.tsx").filter((name) => !entry.has(name));

  expect(kilobytesOf(own.flatMap((name) => chunks[name]?.file ?? []))).toBeLessThan(verifierKilobytesMax);
});
