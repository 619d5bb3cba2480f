import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bomOfLock } from "./bill-of-materials.ts";

/** Prints the bill of materials of shipped packages as CycloneDX, from the lock file. */
const root = fileURLToPath(new URL("..", import.meta.url));
process.stdout.write(
  `${JSON.stringify(bomOfLock(root, readFileSync(`${root}/package-lock.json`, "utf8")), null, 2)}\n`,
);
