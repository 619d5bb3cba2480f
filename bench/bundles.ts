import { existsSync, readdirSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { bundleOptionsOf } from "../infra/constructs/bundling.ts";

const root = resolve(import.meta.dirname, "..");
const functions = resolve(root, "functions");

/** The names of all Lambdas. */
export const lambdas = readdirSync(functions).filter((folder) => existsSync(resolve(functions, folder, "handler.ts")));

/** One bundle as deployed, with its contents. */
export interface Bundle {
  /** The files by their names; `index.mjs` is loaded first. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Bytes of the files that a function reads at its start. */
  readonly bytes: number;
  readonly gzipBytes: number;
  /** Bytes of all files. */
  readonly allBytes: number;
  /** The number of files that a function reads at its start. */
  readonly filesAtStart: number;
  /** Bytes at start by source file, after tree shaking. */
  readonly inputsAtStart: Readonly<Record<string, number>>;
  /** The source files of all files. */
  readonly inputs: readonly string[];
  /** The remaining imports: built-in modules. */
  readonly imports: readonly string[];
}

export const handlerOf = (lambda: string) => ({
  ...bundleOptionsOf(lambda),
  entryPoints: { index: resolve(functions, lambda, "handler.ts") },
});
export const sourceOf = (contents: string) => ({
  ...bundleOptionsOf(""),
  entryNames: "index",
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
    outdir: "out",
  });
  const files = Object.fromEntries(
    outputFiles.map(({ path, contents }) => [relative(resolve(root, "out"), path).replaceAll(sep, "/"), contents]),
  );
  const atStart = filesAtStart(metafile.outputs);
  const bytesOf = (names: readonly string[]) => names.reduce((sum, name) => sum + (files[name]?.byteLength ?? 0), 0);
  const inputsAtStart = new Map<string, number>();
  for (const name of atStart) {
    for (const [path, { bytesInOutput }] of Object.entries(metafile.outputs[`out/${name}`]?.inputs ?? {})) {
      if (bytesInOutput > 0) inputsAtStart.set(path, (inputsAtStart.get(path) ?? 0) + bytesInOutput);
    }
  }
  const outputs = Object.values(metafile.outputs);
  return {
    files,
    bytes: bytesOf(atStart),
    gzipBytes: atStart.reduce((sum, name) => sum + gzipSync(files[name] ?? "").byteLength, 0),
    allBytes: bytesOf(Object.keys(files)),
    filesAtStart: atStart.length,
    inputsAtStart: Object.fromEntries(inputsAtStart),
    inputs: outputs.flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
    imports: outputs.flatMap(({ imports }) => imports.flatMap(({ path, external }) => (external ? [path] : []))),
  };
}

/** `index.mjs` and what it imports statically, directly or through other files. */
function filesAtStart(outputs: Metafile["outputs"]): string[] {
  const found = new Set(["out/index.mjs"]);
  for (const file of found) {
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (!external && kind === "import-statement") found.add(path);
    }
  }
  return [...found].map((path) => path.slice("out/".length));
}

const packagePlace = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** Bytes by package; our own code by folder. */
export function bytesByPackage(inputs: Readonly<Record<string, number>>): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [path, bytes] of Object.entries(inputs)) {
    const name = packageOf(path);
    sums.set(name, (sums.get(name) ?? 0) + bytes);
  }
  return Object.fromEntries([...sums].sort((a, b) => b[1] - a[1]));
}

const packageOf = (path: string) => packagePlace.exec(path)?.[2] ?? path.split("/").slice(0, 2).join("/");

/** The packages of these files; our own code by folder. */
export const packagesOf = (paths: readonly string[]): string[] => [...new Set(paths.map(packageOf))];

/** Packages that a bundle contains twice, in two versions. */
export function copiesOf(paths: readonly string[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const path of paths) {
    const [, place = "", name = ""] = packagePlace.exec(path) ?? [];
    if (name !== "") places.set(name, (places.get(name) ?? new Set()).add(place));
  }
  return [...places].flatMap(([name, of]) => (of.size > 1 ? [name] : []));
}
