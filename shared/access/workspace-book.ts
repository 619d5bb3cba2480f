import * as z from "zod";

const version = z.int().default(0);

/**
 * Counters of members and environments on the workspace's item, so that quotas need no full read. A count is valid
 * only for the version it was made at. A release without counters raises the version of members but not of
 * environments, so environments it creates during a rollout are missed.
 */
const workspaceBook = z.object({
  membersVersion: version,
  membersCounted: z.object({ at: z.int(), current: z.int(), owners: z.int() }).optional(),
  environmentsVersion: version,
  environmentsCounted: z.object({ at: z.int(), count: z.int() }).optional(),
  archivedEnvironments: z.array(z.string()).default([]),
});
export type WorkspaceBook = z.infer<typeof workspaceBook>;

/** Counters of a stored workspace; empty for an item without any. */
export const readBook = (item: unknown): WorkspaceBook => workspaceBook.parse(item ?? {});

/** Condition: no concurrent change since the read. `name` is the version attribute. */
export const unchangedVersion = (name: "membersVersion" | "environmentsVersion") =>
  `#${name} = :read OR (attribute_not_exists(#${name}) AND :read = :zero)`;
