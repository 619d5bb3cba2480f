import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";

/**
 * Writes docs/licences.md from the lock file: every package that may be shipped, with version and licence. With
 * `--check` only compares. Fails when any package has a licence that is not approved.
 */
const fileAt = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const licence = z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]);
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().default(""),
        license: licence.default("none"),
        dev: z.boolean().default(false),
        devOptional: z.boolean().default(false),
        optional: z.boolean().default(false),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(fileAt("package-lock.json"), "utf8")));

/** Approved for shipped packages: permissive licences that require attribution only. */
const shippable: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "MIT-0",
]);
/** Additionally approved for development packages, which are not distributed. */
const usable: ReadonlySet<string> = new Set([
  ...shippable,
  "BlueOak-1.0.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "MPL-2.0",
  "Python-2.0",
  "(MIT OR Apache-2.0)",
  "(MIT OR CC0-1.0)",
  "(MIT OR GPL-3.0-or-later)",
  "MIT OR Apache-2.0",
  "Unlicense",
]);

const packages = Object.entries(lock.packages)
  .filter(([path]) => path !== "")
  .map(([path, { version, license, dev, devOptional, optional }]) => ({
    name: path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length),
    version,
    license,
    isShipped: !dev && !devOptional && !optional,
  }));
const refused = packages.filter(({ license, isShipped }) => !(isShipped ? shippable : usable).has(license));
const shipped = [
  ...new Set(
    packages
      .filter(({ isShipped }) => isShipped)
      .map(({ name, version, license }) => `| \`${name}\` | ${version} | ${license} |`),
  ),
].sort();

const text = `# Licences of what is shipped

Written by \`npm run licences\` from the lock file: every package that a bundle of a Lambda may hold parts of. What only builds, runs
locally or proves is checked by the same command and never shipped.

| Package | Version | Licence |
| --- | --- | --- |
${shipped.join("\n")}
`;
const file = fileAt("docs/licences.md");

for (const { name, version, license } of refused) {
  process.stderr.write(`licences: ${name} ${version} is under ${license}, which is not approved\n`);
  process.exitCode = 1;
}
if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  process.stderr.write("docs/licences.md is outdated; run `npm run licences` and commit the result.\n");
  process.exitCode = 1;
}
