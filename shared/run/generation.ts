/** The position of a run in its line. Absent on runs of the last release. */
export interface Generation {
  /** Incremented with each run of the line; the next one is assigned only after the previous run has ended. */
  readonly gen?: number | undefined;
  /** Identifies the lock item that counted it: generations of different epochs cannot be compared. */
  readonly epoch?: string | undefined;
}

/** The facts that order two ended runs. */
export interface Ended extends Generation {
  readonly createdAt: string;
  readonly completedAt?: string | undefined;
}

/** Clock skew, on both sides of true time, beyond which an instant proves an order: 2 x 30 s. */
export const clockMarginSeconds = 60;

/**
 * True when a success came after a problem: created later and ended later (spec 367). The caller guarantees the same
 * scope, type and correlation.
 * A higher generation of the same epoch implies both, because run n + 1 is created only after run n has ended; clocks
 * and ids are irrelevant (ADR 0008). Different epochs prove nothing. When either has no generation, both instants
 * must be later by more than the clock skew.
 */
export function isLater(success: Ended, problem: Ended): boolean {
  if (success.completedAt === undefined || problem.completedAt === undefined) return false;
  if (isPlaced(success) && isPlaced(problem)) return isLaterGeneration(success, problem);
  return (
    isLaterInstant(success.createdAt, problem.createdAt) && isLaterInstant(success.completedAt, problem.completedAt)
  );
}

/** True when both have a generation of the same epoch and the first is higher. */
export function isLaterGeneration(one: Generation, other: Generation): boolean {
  return isPlaced(one) && isPlaced(other) && one.epoch === other.epoch && one.gen > other.gen;
}

/** True when one instant is later than another beyond clock skew. */
export function isLaterInstant(one: string, other: string): boolean {
  return Date.parse(one) - Date.parse(other) > clockMarginSeconds * 1000;
}

/** Whether a generation is known. */
export function isPlaced(one: Generation): one is { readonly gen: number; readonly epoch: string } {
  return one.gen !== undefined && one.epoch !== undefined;
}
