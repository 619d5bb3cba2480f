import { randomUUID } from "node:crypto";
import * as z from "zod";
import { type Answer, graphError, parseExact } from "./answers.ts";
import type { Policies } from "./policies.ts";
import { collections, type Policy, policySchema } from "./policy-document.ts";

const worldSchema = z.partialRecord(z.enum(collections), z.array(policySchema));
const place = z.strictObject({ collection: z.enum(collections), id: z.string() });
const changeSchema = z.strictObject({
  /** Replaces members of a policy; null removes one. */
  edit: place.extend({ set: z.record(z.string(), z.unknown()) }).optional(),
  /** Lists the members of every set in the opposite order, and numbers settings anew. */
  reorder: z.literal(true).optional(),
  /** Gives every policy a member that it does not have yet, as a new release of the service does. */
  addDefaultProperty: z.strictObject({ name: z.string().min(1), value: z.unknown() }).optional(),
  /** Replaces a policy by an equal one with another id. */
  recreate: place.optional(),
  /** Removes a group from the directory. */
  removeGroup: z.string().optional(),
  /** Whether the tenant is licensed for Privileged Identity Management. */
  licence: z.boolean().optional(),
  /** For how long reads return the state before a write. */
  readLagMillis: z.int().min(0).max(3_600_000).optional(),
  /** Policies on a page; null returns to the usual number. */
  pageSize: z.int().min(1).max(999).nullable().optional(),
});
const shape =
  "{ edit?: { collection, id, set }, reorder?: true, addDefaultProperty?: { name, value }, recreate?: { collection, id }, " +
  "removeGroup?: id, licence?: true or false, readLagMillis?, pageSize?: number or null }";

/** Lists whose order carries no meaning. */
const sets = ["settings", "assignments", "omaSettings", "roleScopeTagIds"] as const;

interface Parts {
  readonly policies: Policies;
  readonly directory: { removeGroup(id: string): void; license(isLicensed: boolean): void };
}

/** What the tenant holds, changed past its interface; policies in memory only. */
export function createWorld({ policies, directory }: Parts) {
  let readLagMillis = 0;
  let pageSize: number | undefined;

  async function change(wanted: z.infer<typeof changeSchema>): Promise<Answer> {
    const { edit, recreate } = wanted;
    if (edit !== undefined) {
      const held = policies.find(edit.collection, edit.id);
      if (held === undefined) return unknown(edit.id);
      const members = Object.entries({ ...held, ...edit.set }).filter(([, value]) => value !== null);
      await policies.put(edit.collection, { ...Object.fromEntries(members), id: edit.id });
    }
    if (wanted.reorder) mapAll(reordered);
    const { addDefaultProperty: added } = wanted;
    if (added !== undefined) mapAll((policy) => ({ [added.name]: added.value, ...policy }));
    let id: string | undefined;
    if (recreate !== undefined) {
      const held = policies.find(recreate.collection, recreate.id);
      if (held === undefined) return unknown(recreate.id);
      id = randomUUID();
      await policies.remove(recreate.collection, recreate.id);
      await policies.put(recreate.collection, { ...held, id });
    }
    if (wanted.removeGroup !== undefined) directory.removeGroup(wanted.removeGroup);
    if (wanted.licence !== undefined) directory.license(wanted.licence);
    readLagMillis = wanted.readLagMillis ?? readLagMillis;
    if (wanted.pageSize !== undefined) pageSize = wanted.pageSize ?? undefined;
    return { status: 200, body: { readLagMillis, pageSize: pageSize ?? null, ...(id !== undefined && { id }) } };
  }

  function mapAll(edit: (policy: Policy) => Policy): void {
    for (const name of collections) policies.replace(name, policies.list(name).map(edit));
  }

  return {
    readLagMillis: () => readLagMillis,
    pageSize: () => pageSize,

    /** Handles `/_world`: `GET` returns all policies, `PUT` replaces collections, `POST` changes something. */
    async control(method: string, pathname: string, text: string): Promise<Answer | undefined> {
      if (pathname !== "/_world") return undefined;
      if (method === "POST") {
        const wanted = parseExact(changeSchema, text);
        return wanted === undefined ? invalid(shape) : change(wanted);
      }
      if (method === "PUT") {
        const wanted = parseExact(worldSchema, text);
        if (!wanted) return invalid("{ <collection>: [policies] }");
        for (const name of collections) policies.replace(name, wanted[name] ?? policies.list(name));
      }
      return { status: 200, body: Object.fromEntries(collections.map((name) => [name, policies.list(name)])) };
    },
  };
}

function reordered(policy: Policy): Policy {
  const lists = sets.flatMap((name) => {
    const list: unknown = policy[name];
    if (!Array.isArray(list)) return [];
    const turned = list.toReversed();
    const numbered = turned.map((member, at) => ({ ...Object(member), id: String(at) }));
    return [[name, name === "settings" ? numbered : turned]];
  });
  return { ...policy, ...Object.fromEntries(lists) };
}

const unknown = (id: string): Answer => graphError(404, "ResourceNotFound", `there is no policy ${id}`);
const invalid = (text: string): Answer => ({ status: 400, body: { error: `the body must be JSON: ${text}` } });
