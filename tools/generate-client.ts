import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { openapiDocument } from "../shared/contract/openapi.ts";

/** Writes the types of the client library from the API's document; with `--check` only compares. */
const file = fileURLToPath(new URL("../clients/sdk/src/schema.ts", import.meta.url));
const head = "// Made from the API's OpenAPI document by `npm run generate`.\n\n";
const text = head + astToString(await openapiTS(JSON.stringify(openapiDocument())));

if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  process.stderr.write("clients/sdk/src/schema.ts is outdated; run `npm run generate` and commit the result.\n");
  process.exitCode = 1;
}
