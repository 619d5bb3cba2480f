import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { parseExactJson } from "../../shared/foundation/exact-json.ts";
import { readDataFolder } from "./data-folder.ts";
import { type Collection, collections, type Policy, policySchema } from "./policy-document.ts";

/** A tombstone in the overlay for a deleted policy whose file is still in the data directory. */
const removedSchema = z.object({ id: z.string(), "@removed": z.object({ reason: z.literal("deleted") }) });

export interface Policies {
  /** The current policies of the collection, ordered by id. */
  list(collection: Collection): readonly Policy[];
  find(collection: Collection, id: string): Policy | undefined;
  /** Stores a policy in the overlay; the data directory is unchanged. */
  put(collection: Collection, policy: Policy): Promise<void>;
  /** Deletes a policy with a tombstone; the data directory is unchanged. */
  remove(collection: Collection, id: string): Promise<void>;
  /** Replaces a collection's policies, in memory only. */
  replace(collection: Collection, policies: readonly Policy[]): void;
}

/**
 * The policies of a data directory, with later writes in an overlay. The data directory has a folder per collection and
 * is read-only. Without an overlay directory, writes are lost at exit. Throws with the name of each file without a
 * policy, and when there is no policy at all.
 */
export async function openPolicies(dataDir: string, overlayDir: string | undefined): Promise<Policies> {
  const stored = new Map<Collection, Map<string, Policy>>();
  const exported = await readDataFolder(dataDir);
  for (const collection of collections) {
    const present = new Map(exported.get(collection));
    const written = overlayDir === undefined ? [] : await readFolder(path.join(overlayDir, collection));
    for (const policy of written) {
      if (removedSchema.safeParse(policy).success) present.delete(policy.id);
      else present.set(policy.id, policy);
    }
    stored.set(collection, present);
  }
  const of = (collection: Collection) => stored.get(collection) ?? new Map<string, Policy>();

  return {
    list: (collection) => [...of(collection).values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    find: (collection, id) => of(collection).get(id),
    async put(collection, policy) {
      of(collection).set(policy.id, policy);
      await writeOverlay(overlayDir, collection, policy);
    },
    replace(collection, held) {
      stored.set(collection, new Map(held.map((policy) => [policy.id, policy])));
    },
    async remove(collection, id) {
      of(collection).delete(id);
      await writeOverlay(overlayDir, collection, { id, "@removed": { reason: "deleted" } });
    },
  };
}

async function readFolder(folder: string): Promise<Policy[]> {
  const names = await readdir(folder).catch((): string[] => []);
  const files = names.filter((name) => name.endsWith(".json")).sort();
  return Promise.all(files.map((name) => readPolicy(path.join(folder, name))));
}

async function readPolicy(file: string): Promise<Policy> {
  try {
    // Exported files often start with a byte order mark, which JSON does not allow.
    const text = (await readFile(file, "utf8")).replace(/^\uFEFF/, "");
    return policySchema.parse(parseExactJson(text));
  } catch (cause) {
    throw new Error(`${file} holds no policy: it must be a JSON object with an id`, { cause });
  }
}

async function writeOverlay(overlayDir: string | undefined, collection: Collection, policy: Policy): Promise<void> {
  if (overlayDir === undefined) return;
  const folder = path.join(overlayDir, collection);
  await mkdir(folder, { recursive: true });
  // Callers choose the id; base64url prevents path traversal.
  const name = `${Buffer.from(policy.id).toString("base64url")}.json`;
  await writeFile(path.join(folder, name), `${JSON.stringify(policy, null, 2)}\n`);
}
