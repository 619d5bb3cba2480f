import type { Run } from "../run/run.ts";
import { isActive } from "../run/status.ts";

/** Promises break by time alone, so a page that shows them polls although nothing is active. */
export const promisePolling = { intervalSeconds: 60 } as const;

/** The interval of a page that also shows promises and failing schedules. */
export const withPromises = (polling: { readonly intervalSeconds: 10 | null }, areShown: boolean) =>
  polling.intervalSeconds === null && areShown ? promisePolling : polling;

/**
 * Polling interval: 10 s while anything shown can still change, otherwise none (spec 178). A stale run is still
 * active and may end, so it is polled too.
 * The interval also prevents verdicts from flipping back. The clocks of two functions may differ by 2 s each way, so
 * successive answers are evaluated at least 6 s apart and never out of order. Verdicts about an unchanged run move in
 * one direction with time. A writer's clock skew is constant and only shifts a threshold once.
 */
export function derivePolling(shown: readonly Pick<Run, "status">[]): { readonly intervalSeconds: 10 | null } {
  return { intervalSeconds: shown.some((run) => isActive(run.status)) ? 10 : null };
}
