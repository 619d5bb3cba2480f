/** What retention needs to know of a set. `n` orders the sets: the ticket of the attempt that began each. */
export interface ScheduledSet {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly n: number;
  readonly archivedAt?: string | undefined;
  readonly purgedAt?: string | undefined;
  readonly heldAt?: string | undefined;
  readonly archivedByRunId?: string | undefined;
  /** A restore of it has not ended. */
  readonly isBeingRestored: boolean;
}

const isPresent = ({ archivedAt, purgedAt }: ScheduledSet) => archivedAt === undefined && purgedAt === undefined;
export const isHeld = ({ heldAt, isBeingRestored }: ScheduledSet) => heldAt !== undefined || isBeingRestored;

/** Complete sets that are not archived. */
export const completeSets = (sets: readonly ScheduledSet[]) =>
  sets.filter((set) => isPresent(set) && set.status === "completed");

/**
 * The sets that retention archives: those older than the newest complete ones that it keeps. Only complete sets count, so
 * failing backups never push out the last usable one, and while there are fewer of them nothing is archived. Held sets
 * and sets that are being written stay.
 */
export function setsToArchive(sets: readonly ScheduledSet[], keepLast: number): ScheduledSet[] {
  const kept = completeSets(sets)
    .sort((a, b) => b.n - a.n)
    .slice(0, keepLast);
  const oldest = kept.at(-1);
  if (oldest === undefined || kept.length < keepLast) return [];
  return sets.filter((set) => isPresent(set) && !isHeld(set) && set.status !== "running" && set.n < oldest.n);
}
