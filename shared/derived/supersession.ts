/** The two instants of a run that decide whether one came after another. */
export interface Ended {
  readonly id?: string;
  readonly createdAt: string;
  readonly completedAt?: string | undefined;
}

/**
 * True when a success came later than a problem in both senses: started after it and ended after it
 * (spec 367). Equal instants prove nothing. The caller vouches for same scope, type and correlation.
 */
export function isLater(success: Ended, problem: Ended): boolean {
  if (success.completedAt === undefined || problem.completedAt === undefined) return false;
  return success.createdAt > problem.createdAt && success.completedAt > problem.completedAt;
}
