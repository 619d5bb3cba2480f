/** The place of a run in its line. Absent on what the last release stored. */
export interface Generation {
  /** Grows by one with each run of the line; the next is given out only once the last run has ended. */
  readonly gen?: number | undefined;
  /** Names the lock item that counted it: numbers of two epochs say nothing about each other. */
  readonly epoch?: string | undefined;
}

/** What decides whether one ended run came after another. */
export interface Ended extends Generation {
  readonly createdAt: string;
  readonly completedAt?: string | undefined;
}

/** How far two clocks may be apart, on both sides of true time, before an instant proves an order: 2 x 30 s. */
export const clockMarginSeconds = 60;

/**
 * True when a success came after a problem: created later and ended later (spec 367). The caller vouches for the same
 * scope, type and correlation.
 *
 * A greater generation of the same epoch implies both, because run n + 1 is created only after run n has ended. No
 * clock and no id has a say (ADR 0008). Two epochs prove nothing. Where one of the two has no generation, both
 * instants must be later by more than the margin of the clocks.
 */
export function isLater(success: Ended, problem: Ended): boolean {
  if (success.completedAt === undefined || problem.completedAt === undefined) return false;
  if (isPlaced(success) && isPlaced(problem)) return isLaterGeneration(success, problem);
  return (
    isLaterInstant(success.createdAt, problem.createdAt) && isLaterInstant(success.completedAt, problem.completedAt)
  );
}

/** True when both have a generation, of one epoch, and the first is the greater one. */
export function isLaterGeneration(one: Generation, other: Generation): boolean {
  return isPlaced(one) && isPlaced(other) && one.epoch === other.epoch && one.gen > other.gen;
}

/** True when one instant is after another whatever the clocks were that made them. */
export function isLaterInstant(one: string, other: string): boolean {
  return Date.parse(one) - Date.parse(other) > clockMarginSeconds * 1000;
}

/** Whether a generation is known. */
export function isPlaced(one: Generation): one is { readonly gen: number; readonly epoch: string } {
  return one.gen !== undefined && one.epoch !== undefined;
}
