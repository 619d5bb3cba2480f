import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleOptionsOf } from "./constructs/bundling.ts";

/** Writes the bundle of one Lambda: `node infra/build-function.ts FOLDER OUTPUT`. Synthesis runs it for each asset. */
const [folder = "", output = ""] = process.argv.slice(2);
await build({
  ...bundleOptionsOf(folder),
  entryPoints: [fileURLToPath(new URL(`../functions/${folder}/handler.ts`, import.meta.url))],
  outfile: `${output}/index.mjs`,
  logLevel: "warning",
});
