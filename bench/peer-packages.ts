import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import * as z from "zod";

const require = createRequire(new URL("./package.json", import.meta.url));

/** What a measurement compares with is not there. The message says what to install. */
export class PeerMissing extends Error {
  override readonly name = "PeerMissing";
}

/** A package of the bench's own `package.json`, which the product does not install. */
export async function loadPeer(name: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(require.resolve(name)).href);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND")) throw error;
    throw new PeerMissing(`${name} is not installed. Run: npm ci --prefix bench`);
  }
}

/** Exact versions of what is compared with, from its lock. */
export function peerVersions(): Record<string, string> {
  const declared = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(require("./package.json"));
  return declared.dependencies;
}

/** The first of some places where a program may be. Throws what to install when it is nowhere. */
export function programIn(places: readonly string[], debianPackage: string): string {
  const found = places.find(existsSync);
  if (found === undefined) throw new PeerMissing(`${places[0]} is missing. Run: apt-get install ${debianPackage}`);
  return found;
}
