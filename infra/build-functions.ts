import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleOptionsOf } from "./constructs/bundling.ts";

/** Prints the files of all Lambdas' bundles as JSON, by folder and name. Synthesis runs it once. */
const functions = fileURLToPath(new URL("../functions", import.meta.url));
const lambdas = readdirSync(functions).filter((folder) => existsSync(path.join(functions, folder, "handler.ts")));
process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(lambdas.map(bundleOf)))));

async function bundleOf(folder: string) {
  const { outputFiles } = await build({
    ...bundleOptionsOf(folder),
    entryPoints: { index: path.join(functions, folder, "handler.ts") },
    outdir: functions,
    write: false,
    logLevel: "warning",
  });
  return [folder, Object.fromEntries(outputFiles.map(({ path, text }) => [nameOf(path), text]))] as const;
}

function nameOf(file: string): string {
  return path.relative(functions, file).replaceAll(path.sep, "/");
}
