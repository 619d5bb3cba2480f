import { secondsAgo } from "../../derived/runs.ts";

/** A run's waits: the granted seconds, and the rest of the current one. */
interface Waits {
  readonly granted: number;
  readonly reason: string;
  /** Absent once a claim has ended the wait. */
  readonly left?: number;
}

export const waits: readonly Waits[] = [
  { granted: 600, reason: "provider_throttled" },
  { granted: 900, reason: "provider_throttled", left: 300 },
  { granted: 900, reason: "provider_throttled", left: -1 },
  { granted: 3600, reason: "a_newer_reason", left: 1800 },
];

/** The part of a run's context that says until when it waits. */
export const waitingOf = ({ reason, left }: Waits) =>
  left === undefined ? {} : { waiting: { reason, until: secondsAgo(-left) } };
