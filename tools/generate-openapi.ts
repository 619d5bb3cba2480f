import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openapiDocument } from "../shared/contract/openapi.ts";

/** Writes docs/openapi.json; with `--check` only compares, and fails when the file is outdated. */
const file = fileURLToPath(new URL("../docs/openapi.json", import.meta.url));
const text = `${JSON.stringify(openapiDocument(), null, 2)}\n`;

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  process.stderr.write("docs/openapi.json is outdated; run `npm run generate` and commit the result.\n");
  process.exitCode = 1;
}
