import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import { bundleOptionsOf } from "../infra/constructs/bundling.ts";

const root = resolve(import.meta.dirname, "..");
const functions = resolve(root, "functions");

/** The names of all Lambdas. */
export const lambdas = readdirSync(functions).filter((folder) => existsSync(resolve(functions, folder, "handler.ts")));

/** One bundle as deployed, with its contents. */
export interface Bundle {
  readonly code: Uint8Array;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Bytes by source file, after tree shaking. */
  readonly inputs: Readonly<Record<string, number>>;
  /** The remaining imports: built-in modules. */
  readonly imports: readonly string[];
}

export const handlerOf = (lambda: string) => ({
  ...bundleOptionsOf(lambda),
  entryPoints: [resolve(functions, lambda, "handler.ts")],
});
export const sourceOf = (contents: string) => ({
  ...bundleOptionsOf(""),
  stdin: { contents, resolveDir: root, loader: "ts" as const },
});
/** Packages without stand-ins. */
export const whole: BuildOptions = { alias: {}, plugins: [] };

/** Builds like the deployment, with the options of `over`. */
export async function bundle(entry: BuildOptions, over: BuildOptions = {}): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    ...entry,
    ...over,
    absWorkingDir: root,
    metafile: true,
    write: false,
    logLevel: "silent",
    outfile: "handler.mjs",
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const outputs = Object.values(metafile.outputs);
  const kept = outputs.flatMap(({ inputs }) => Object.entries(inputs));
  return {
    code,
    bytes: code.byteLength,
    gzipBytes: gzipSync(code).byteLength,
    inputs: Object.fromEntries(
      kept.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [[path, bytesInOutput]] : [])),
    ),
    imports: outputs.flatMap(({ imports }) => imports.map(({ path }) => path)),
  };
}

const packagePlace = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** Bytes by package; our own code by folder. */
export function bytesByPackage(inputs: Readonly<Record<string, number>>): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [path, bytes] of Object.entries(inputs)) {
    const name = packagePlace.exec(path)?.[2] ?? path.split("/").slice(0, 2).join("/");
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return Object.fromEntries([...sums].sort((a, b) => b[1] - a[1]));
}

/** Packages that a bundle contains twice, in two versions. */
export function copiesOf(paths: readonly string[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const path of paths) {
    const [, place = "", name = ""] = packagePlace.exec(path) ?? [];
    if (name !== "") places.set(name, (places.get(name) ?? new Set()).add(place));
  }
  return [...places].flatMap(([name, of]) => (of.size > 1 ? [name] : []));
}
