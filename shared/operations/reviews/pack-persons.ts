import { createHash } from "node:crypto";

/** Fields that hold the id of a person, in every record that a signed file contains. */
const personFields: ReadonlySet<string> = new Set([
  "initiatedByUserId",
  "publishedByUserId",
  "byUserId",
  "startedByUserId",
  "principalId",
  "principalName",
  // In the audit entry of a decision about a plan.
  "requestedBy",
]);

/**
 * Replaces each person by a pseudonym that is the same everywhere in a pack. The numbers follow the digests of the
 * ids, so that they tell neither names nor their order. What people wrote is kept as it is.
 */
export function withPseudonyms(workspaceId: string, content: unknown): unknown {
  return replaced(content, pseudonymsOf(workspaceId, personsIn(content)));
}

/** The pseudonym of each of these persons in one file. */
export function pseudonymsOf(workspaceId: string, persons: Iterable<string>): ReadonlyMap<string, string> {
  const names = [...new Set(persons)]
    .map(
      (id) =>
        [
          createHash("sha256")
            .update(JSON.stringify([workspaceId, id]))
            .digest("hex"),
          id,
        ] as const,
    )
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return new Map(names.map(([, id], at) => [id, `person-${at + 1}`]));
}

export function personsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) personsIn(item, found);
  else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === "string" && personFields.has(name)) found.add(member);
      else personsIn(member, found);
    }
  }
  return found;
}

export function replaced(value: unknown, pseudonyms: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(item, pseudonyms));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === "string" && personFields.has(name)
        ? (pseudonyms.get(member) ?? member)
        : replaced(member, pseudonyms),
    ]),
  );
}
