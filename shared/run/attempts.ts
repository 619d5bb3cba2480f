import type { Run } from "./run.ts";

/**
 * How an attempt ended. `not_reported`: it wrote nothing more, and its message was delivered again. `closed`: it wrote
 * nothing more, and another writer ended the run. `continued`: a run of the last release does not say which of both.
 * `unknown`: a newer release recorded it.
 */
export const attemptEnds = [
  "running",
  "handed_over",
  "not_reported",
  "closed",
  "continued",
  "unknown",
  "ended",
] as const;
export type AttemptEnd = (typeof attemptEnds)[number];

/** One attempt of a run, derived from the facts that the run carries. */
export interface Attempt {
  readonly number: number;
  readonly startedAt: string;
  /** Null while it runs. An attempt without a report ended at this instant at the latest. */
  readonly endedAt: string | null;
  readonly end: AttemptEnd;
}

/** The attempts of a run, the first one first. */
export function attemptsOf(run: Run): Attempt[] {
  return run.claims.map((startedAt, index) => {
    const number = index + 1;
    const next = run.claims[number];
    const handed = run.handedOver?.find(({ attempt }) => attempt === number);
    if (handed !== undefined) return { number, startedAt, endedAt: handed.at, end: "handed_over" };
    if (next !== undefined) {
      const isUnknown = run.handovers > 0 && run.handedOver === undefined;
      return { number, startedAt, endedAt: next, end: isUnknown ? "continued" : "not_reported" };
    }
    if (run.status === "running") return { number, startedAt, endedAt: null, end: "running" };
    if (run.status !== "completed" || run.completedAt === undefined) {
      return { number, startedAt, endedAt: null, end: "unknown" };
    }
    const isOwn = (run.endedBy?.source ?? "worker") === "worker";
    return { number, startedAt, endedAt: run.completedAt, end: isOwn ? "ended" : "closed" };
  });
}
