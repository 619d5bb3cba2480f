import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bomOfLock } from "./bill-of-materials.ts";

/** Prints the bill of materials of what is shipped, in CycloneDX, from the lock file alone. */
const root = fileURLToPath(new URL("..", import.meta.url));
process.stdout.write(
  `${JSON.stringify(bomOfLock(root, readFileSync(`${root}/package-lock.json`, "utf8")), null, 2)}\n`,
);
