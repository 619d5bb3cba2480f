import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import * as z from "zod";

const require = createRequire(new URL("./package.json", import.meta.url));

/** A compared system is missing. The message says what to install. */
export class PeerMissingError extends Error {
  override readonly name = "PeerMissingError";
}

/** A package of `bench/package.json`, which the product does not install. */
export async function loadPeer(name: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(require.resolve(name)).href);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    throw new PeerMissingError(`${name} is not installed. Run: npm ci --prefix bench`);
  }
}

/** Exact versions of the compared packages, from their lock file. */
export function peerVersions(): Record<string, string> {
  const declared = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(require("./package.json"));
  return declared.dependencies;
}

/** The first existing path of a program. Throws with the package to install when there is none. */
export function programIn(places: readonly string[], debianPackage: string): string {
  const found = places.find(existsSync);
  if (found === undefined) throw new PeerMissingError(`${places[0]} is missing. Run: apt-get install ${debianPackage}`);
  return found;
}
