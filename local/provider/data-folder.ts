import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { parseExactJson } from "../../shared/foundation/exact-json.ts";
import { type Collection, collections, type Policy, policySchema } from "./policy-document.ts";

const page = z.looseObject({ value: z.array(z.unknown()), "@odata.nextLink": z.string().optional() });
const named = z
  .object({ displayName: z.string() })
  .or(z.object({ name: z.string() }).transform(({ name }) => ({ displayName: name })));

interface Loaded {
  readonly policies: ReadonlyMap<Collection, ReadonlyMap<string, Policy>>;
  /** One message per unusable file or folder, with its name. */
  readonly problems: readonly string[];
}

/**
 * Reads the policies of an export: one folder per collection, in any letter case and with subfolders. A file contains
 * one policy, a list or a Graph page, in UTF-8 or UTF-16. Throws with a message per unusable file, and when there are
 * no policies: an empty provider would look as if all policies had been deleted.
 */
export async function readDataFolder(dataDir: string): Promise<Loaded["policies"]> {
  const { policies, problems } = await loadAll(dataDir);
  if (problems.length > 0) {
    throw new Error(
      `The provider's data folder ${dataDir} cannot be served:\n${problems.map((one) => `- ${one}`).join("\n")}`,
    );
  }
  if ([...policies.values()].every(({ size }) => size === 0)) {
    throw new Error(
      `The provider's data folder ${dataDir} holds no policy. Put JSON files into ${collections.join(", ")}, or leave LOCAL_PROVIDER_DATA_DIR out.`,
    );
  }
  return policies;
}

async function loadAll(dataDir: string): Promise<Loaded> {
  const policies = new Map<Collection, Map<string, Policy>>(collections.map((collection) => [collection, new Map()]));
  const problems: string[] = [];
  const fileOf = new Map<string, string>();
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true }).catch(() => {
    throw new Error(
      `The provider's data folder ${dataDir} does not exist or is no folder. Correct LOCAL_PROVIDER_DATA_DIR.`,
    );
  });
  const files = entries
    .filter((entry) => entry.isFile() && /\.json$/i.test(entry.name))
    .map((entry) => path.relative(dataDir, path.join(entry.parentPath, entry.name)))
    .sort();
  for (const file of files) {
    const folder = file.split(path.sep)[0] ?? "";
    const collection = collections.find((name) => name.toLowerCase() === folder.toLowerCase());
    if (collection === undefined) {
      problems.push(
        `${file}: not in the folder of a collection that is served (${collections.join(", ")}); move it there or away.`,
      );
      continue;
    }
    const read = documentsIn(await readFile(path.join(dataDir, file)));
    if (typeof read === "string") {
      problems.push(`${file}: ${read}`);
      continue;
    }
    for (const [index, document] of read.entries()) {
      const place = read.length === 1 ? file : `${file}, entry ${index + 1}`;
      const policy = policySchema.safeParse(document).data;
      const key = `${collection}/${policy?.id}`;
      const earlier = fileOf.get(key);
      if (policy === undefined) problems.push(`${place}: ${whoOf(document)} has no id; export it again with its id.`);
      else if (earlier !== undefined)
        problems.push(`${place}: its id ${policy.id} is also in ${earlier}; remove one of the two.`);
      else {
        fileOf.set(key, place);
        policies.get(collection)?.set(policy.id, policy);
      }
    }
  }
  return { policies, problems };
}

/** The documents of a file, or the reason why it is unreadable. */
function documentsIn(bytes: Uint8Array): readonly unknown[] | string {
  const text = decoded(bytes);
  if (text === undefined) return "its bytes are neither UTF-8 nor UTF-16 with a byte order mark; save it as UTF-8.";
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch (error) {
    return `it is no JSON (${error instanceof Error ? error.message.split("\n")[0] : "unknown"}); correct it there.`;
  }
  if (Array.isArray(value)) return value;
  const read = page.safeParse(value).data;
  if (read === undefined || "id" in read) return [value];
  if (read["@odata.nextLink"] !== undefined) return "it is one page of several; export all pages into one list.";
  return read.value;
}

/** Windows exporters write UTF-16 and byte order marks, which JSON does not allow. */
function decoded(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function whoOf(document: unknown): string {
  const name = named.safeParse(document).data?.displayName;
  return name === undefined ? "the document" : `the policy "${name}"`;
}
