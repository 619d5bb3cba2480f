import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import * as z from "zod";
import { repositoryRoot } from "../../local/config.ts";
import { buildConsole } from "../../local/console/build.ts";

/** The maximum JavaScript that the operations page may load, in kilobytes of gzip; the texts of baselines take 3 of it. */
const hubKilobytesMax = 358;
/** The components' own texts, loaded separately in one language. */
const words = "../node_modules/@cloudscape-design/components/i18n/messages/all.en.js";

const build = z.record(
  z.string(),
  z.object({ file: z.string(), isEntry: z.boolean().optional(), imports: z.array(z.string()).default([]) }),
);

const { folder } = await buildConsole(repositoryRoot);
const chunks = build.parse(JSON.parse(readFileSync(path.join(folder, "build.json"), "utf8")));

function loadedWith(name: string): readonly string[] {
  return [name, ...(chunks[name]?.imports ?? []).flatMap(loadedWith)];
}

it(`operations page loads at most ${hubKilobytesMax} KB of JavaScript`, () => {
  const files = new Set([...loadedWith("index.html"), ...loadedWith(words)].map((name) => chunks[name]?.file ?? name));
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(path.join(folder, file))).length, 0);

  expect(files.size).toBeGreaterThan(1);
  expect(bytes / 1000).toBeLessThan(hubKilobytesMax);
});

it("console loads charts and other pages on demand", () => {
  const entry = new Set(loadedWith("index.html"));
  const pages = Object.keys(chunks).filter((name) => /-page\.tsx$|figures\.tsx$|start-panel\.tsx$/.test(name));

  expect(pages.length).toBeGreaterThan(9);
  expect(pages.filter((name) => entry.has(name))).toEqual([]);
});

it("console imports only types from the API contract, no schemas", () => {
  const scripts = Object.values(chunks).map(({ file }) => readFileSync(path.join(folder, file), "utf8"));

  expect(scripts.filter((text) => text.includes("ZodError"))).toEqual([]);
});
