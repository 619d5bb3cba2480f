import * as z from "zod";

const version = z.int().default(0);

/**
 * What the item of a workspace keeps of its members and environments, so that nobody has to read all of them to know
 * how many there are. A count holds for the version it was made at: a release that does not count still raises the
 * version of members, and makes environments without raising theirs, so those made while it is being replaced are missed.
 */
const workspaceBook = z.object({
  membersVersion: version,
  membersCounted: z.object({ at: z.int(), current: z.int(), owners: z.int() }).optional(),
  environmentsVersion: version,
  environmentsCounted: z.object({ at: z.int(), count: z.int() }).optional(),
  archivedEnvironments: z.array(z.string()).default([]),
});
export type WorkspaceBook = z.infer<typeof workspaceBook>;

/** The book of a stored workspace; an empty one for an item that has none yet. */
export const readBook = (item: unknown): WorkspaceBook => workspaceBook.parse(item ?? {});

/** That nobody else has turned the page meanwhile. `name` is the version's. */
export const unturned = (name: "membersVersion" | "environmentsVersion") =>
  `#${name} = :read OR (attribute_not_exists(#${name}) AND :read = :zero)`;
