import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withCostParts } from "./cost/page.ts";

/** Writes the tables of docs/cost.md; with `--check` only compares, and fails when the page is outdated. */
const file = fileURLToPath(new URL("../docs/cost.md", import.meta.url));
const page = readFileSync(file, "utf8");
const current = withCostParts(page);

if (!process.argv.includes("--check")) {
  writeFileSync(file, current);
} else if (page !== current) {
  process.stderr.write("docs/cost.md is outdated; run `npm run generate` and commit the result.\n");
  process.exitCode = 1;
}
