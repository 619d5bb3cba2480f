import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleKeyOf, bundleOptionsOf } from "./constructs/bundling.ts";

/** Prints the bundles of all Lambdas as JSON, keyed by folder. Synthesis runs it once. */
const functions = fileURLToPath(new URL("../functions", import.meta.url));
const lambdas = readdirSync(functions).filter((folder) => existsSync(path.join(functions, folder, "handler.ts")));
const groups = [...Map.groupBy(lambdas, bundleKeyOf).values()];
process.stdout.write(JSON.stringify(Object.fromEntries((await Promise.all(groups.map(bundlesOf))).flat())));

/** Functions with the same options share one build: each file is read once, and the bundles are the same as built alone. */
async function bundlesOf(folders: readonly string[]) {
  const { outputFiles } = await build({
    ...bundleOptionsOf(folders[0] ?? ""),
    entryPoints: Object.fromEntries(folders.map((folder) => [folder, path.join(functions, folder, "handler.ts")])),
    outdir: functions,
    write: false,
    logLevel: "warning",
  });
  return outputFiles.map((file) => [path.basename(file.path, ".js"), file.text] as const);
}
