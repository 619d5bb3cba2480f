import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { type Product, withOperations } from "./product.ts";

/** One place in the source, and its replacement. */
export interface TextMutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const root = path.resolve(import.meta.dirname, "../..");

const entry = "test/support/product-parts.ts";
const common = {
  absWorkingDir: root,
  entryPoints: [entry],
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  packages: "external",
  metafile: true,
  logLevel: "error",
} satisfies BuildOptions;

/**
 * Loads the product with one change of its source. The changed file and all that import it, directly or not, are bundled
 * into one temporary module; every other file is the one that this thread has loaded and warmed up already. Throws when
 * the place does not occur exactly once: a mutant that no longer applies proves nothing.
 */
export async function loadMutant(mutant: TextMutant): Promise<Product> {
  const source = readFileSync(path.join(root, mutant.file), "utf8");
  const places = source.split(mutant.from).length - 1;
  if (places !== 1) throw new Error(`mutant "${mutant.name}": ${mutant.file} holds its text ${places} times, not once`);

  const folder = path.join(root, ".cache", "mutants");
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `${mutant.name.replaceAll(/\W+/g, "-")}-${process.pid}.mjs`);
  const changed = await importersOf(mutant.file);
  if (!changed.has(entry)) throw new Error(`mutant "${mutant.name}": no world runs ${mutant.file}`);
  await build({
    ...common,
    outfile,
    plugins: [
      replacing(
        path.join(root, mutant.file),
        source.replace(mutant.from, () => mutant.to),
      ),
      leavingOut((file) => !changed.has(file)),
    ],
  });
  try {
    const product: Product = await import(/* @vite-ignore */ pathToFileURL(outfile).href);
    return await withOperations(product);
  } finally {
    rmSync(outfile, { force: true });
  }
}

/** Reads one file as another text. */
const replacing = (file: string, contents: string): Plugin => ({
  name: "mutant",
  setup(bundle) {
    const filter = new RegExp(`^${file.replaceAll(/[^\w/]/g, "\\$&")}$`);
    bundle.onLoad({ filter }, () => ({ contents, loader: "ts" }));
  },
});

/** Leaves a source file to Node, by its path in the repository. */
const leavingOut = (isLeftOut: (file: string) => boolean): Plugin => ({
  name: "unchanged",
  setup(bundle) {
    bundle.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path: imported, resolveDir }) => {
      const file = path.resolve(resolveDir, imported);
      return isLeftOut(path.relative(root, file)) ? { path: pathToFileURL(file).href, external: true } : undefined;
    });
  },
});

let imports: Promise<ReadonlyMap<string, readonly string[]>> | undefined;

/** A file of the product and all files that import it, directly or not, by their paths in the repository. */
async function importersOf(file: string): Promise<ReadonlySet<string>> {
  imports ??= build({ ...common, write: false }).then(
    ({ metafile }) =>
      new Map(Object.entries(metafile.inputs).map(([of, input]) => [of, input.imports.map((one) => one.path)])),
  );
  const importers = new Map<string, string[]>();
  for (const [importer, imported] of await imports) {
    for (const one of imported) importers.set(one, [...(importers.get(one) ?? []), importer]);
  }
  const found = new Set([file]);
  for (const one of found) for (const importer of importers.get(one) ?? []) found.add(importer);
  return found;
}
