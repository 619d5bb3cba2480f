import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { type Product, withOperations } from "./product.ts";

/** One place in the source, and its replacement. */
export interface TextMutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Loads the product with one change of its source, bundled into one temporary module. Throws when the place does not
 * occur exactly once: a mutant that no longer applies proves nothing.
 */
export async function loadMutant(mutant: TextMutant): Promise<Product> {
  const source = readFileSync(path.join(root, mutant.file), "utf8");
  const places = source.split(mutant.from).length - 1;
  if (places !== 1) throw new Error(`mutant "${mutant.name}": ${mutant.file} holds its text ${places} times, not once`);

  const folder = path.join(root, ".cache", "mutants");
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `${mutant.name.replaceAll(/\W+/g, "-")}-${process.pid}.mjs`);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["test/support/product-parts.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    packages: "external",
    metafile: true,
    logLevel: "error",
    plugins: [
      replacing(
        path.join(root, mutant.file),
        source.replace(mutant.from, () => mutant.to),
      ),
    ],
  });
  if (metafile.inputs[mutant.file] === undefined) {
    throw new Error(`mutant "${mutant.name}": no world runs ${mutant.file}`);
  }
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
