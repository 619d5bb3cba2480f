/**
 * How long after its window a slot may stay unaccounted for, in milliseconds: a clock comes by once a minute, and the
 * second one takes over after 150 s.
 */
export const clockMillis = 300_000;

/** What decides it, of a stored schedule. */
interface Stored {
  readonly paused?: { readonly by?: string | undefined } | undefined;
  readonly last?: { readonly verdict: string; readonly reason?: string | undefined } | undefined;
  readonly missedInRow?: number | undefined;
  readonly windowSeconds: number;
}

/** What of a schedule needs a person, whatever the time; undefined when nothing does. */
export function storedNeedOf({ paused, last, missedInRow = 0 }: Stored) {
  if (paused !== undefined) return paused.by === undefined ? ("paused_by_failures" as const) : undefined;
  if (last?.verdict === "missed") return "missed" as const;
  if (last?.verdict !== "skipped") return undefined;
  if (last.reason === "owner_not_entitled" || last.reason === "refused") return "refused" as const;
  return missedInRow > 0 ? ("missed" as const) : undefined;
}

/** The instant after which a due slot is overdue, in milliseconds; undefined while nothing is due. */
export const overdueAfter = ({ paused, windowSeconds }: Stored, dueAt: string | undefined): number | undefined =>
  paused !== undefined || dueAt === undefined ? undefined : Date.parse(dueAt) + windowSeconds * 1000 + clockMillis;
