import * as z from "zod";
import type { Item } from "../ledger/item.ts";

const record = z.looseObject({
  id: z.string().optional(),
  status: z.string().optional(),
  fingerprint: z.string().optional(),
  expiresAt: z.string().optional(),
  archivedAt: z.string().optional(),
  deletedAt: z.string().optional(),
  removedAt: z.string().optional(),
});
const storedItem = z.looseObject({ record });

/** The statuses in which a record of a proving kind is usable; a kind without a stored status needs none. */
const usableStatuses: Readonly<Record<string, readonly string[] | undefined>> = {
  "environment-reviews": ["ready", "published"],
  "review-packs": ["ready"],
  "backup-sets": ["completed"],
  "baseline-snapshots": ["complete"],
};

/** Whether a stored record exists: not archived, deleted, removed or expired. */
export function isPresent(item: Item | undefined, now: Date): boolean {
  const stored = storedItem.safeParse(item).data?.record;
  if (stored === undefined) return false;
  const { archivedAt, deletedAt, removedAt, expiresAt } = stored;
  const isTakenAway = [archivedAt, deletedAt, removedAt].some((at) => at !== undefined);
  return !isTakenAway && (expiresAt === undefined || Date.parse(expiresAt) > now.getTime());
}

/**
 * Whether a stored record is usable now, and so may prove that an old problem is resolved (spec 367). A pointer only
 * says where to look. A record with a fingerprint proves nothing about another fingerprint.
 */
export function isUsable(kind: string, item: Item | undefined, fingerprint: unknown, now: Date): boolean {
  const stored = storedItem.safeParse(item).data?.record;
  if (stored === undefined || !isPresent(item, now)) return false;
  const statuses = usableStatuses[kind];
  const isOfTheWork = kind !== "environment-reviews" || stored.fingerprint === fingerprint;
  return isOfTheWork && (statuses === undefined || statuses.includes(stored.status ?? ""));
}

/** The text of one field of a stored record; undefined when the record or the field is missing. */
export function fieldOf(item: Item | undefined, name: string): string | undefined {
  const value = storedItem.safeParse(item).data?.record[name];
  return typeof value === "string" ? value : undefined;
}
