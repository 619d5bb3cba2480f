import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadProduct, type Product } from "./product.ts";

/** One place in the source, and its replacement. */
export interface TextMutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Loads the product with one change of its source, from a temporary copy. Throws when the place does not occur exactly
 * once: a mutant that no longer applies proves nothing.
 */
export async function loadMutant(mutant: TextMutant): Promise<Product> {
  const source = readFileSync(mutant.file, "utf8");
  const places = source.split(mutant.from).length - 1;
  if (places !== 1) throw new Error(`mutant "${mutant.name}": ${mutant.file} holds its text ${places} times, not once`);

  const root = join(".cache", "mutants", mutant.name.replaceAll(/\W+/g, "-"));
  mkdirSync(root, { recursive: true });
  for (const folder of ["shared", "functions"]) cpSync(folder, join(root, folder), { recursive: true });
  writeFileSync(
    join(root, mutant.file),
    source.replace(mutant.from, () => mutant.to),
  );
  try {
    return await loadProduct(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
