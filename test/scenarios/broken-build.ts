import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "../../local/config.ts";
import type { TextMutant } from "../support/mutate.ts";

/** A fault of the product, and the promise that it breaks. */
export interface ProductFault extends TextMutant {
  readonly breaks: string;
}

/** What a stack needs of the repository. */
const parts = [
  "cdk.json",
  "clients",
  "console",
  "docs",
  "functions",
  "infra",
  "local",
  "package.json",
  "package-lock.json",
];
const otherParts = ["shared", "tools", "tsconfig.json"];

/** A copy of the product with these faults; it shares the original's packages. */
export function breakProduct(faults: readonly ProductFault[]) {
  const root = mkdtempSync(path.join(tmpdir(), "runtruth-broken-"));
  for (const name of [...parts, ...otherParts]) {
    cpSync(path.join(repositoryRoot, name), path.join(root, name), { recursive: true });
  }
  symlinkSync(path.join(repositoryRoot, "node_modules"), path.join(root, "node_modules"));
  // Its console is built anew only if a fault changes one of the console's sources.
  cpSync(path.join(repositoryRoot, ".local", "console"), path.join(root, ".local", "console"), { recursive: true });
  for (const { name, file, from, to } of faults) {
    const source = readFileSync(path.join(root, file), "utf8");
    const places = source.split(from).length - 1;
    if (places !== 1) throw new Error(`fault "${name}": ${file} holds its text ${places} times, not once`);
    writeFileSync(
      path.join(root, file),
      source.replace(from, () => to),
    );
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
