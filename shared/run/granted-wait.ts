import type { ReasonCode } from "./reason-codes.ts";
import type { Run } from "./run.ts";
import type { EndOutcome } from "./status.ts";

/** Why a run may wait between two parts, and how it ends once it has waited too long in sum. */
const rules = {
  /** The provider takes no requests for now. */
  provider_throttled: {
    secondsMax: 6 * 3600,
    end: { outcome: "blocked", reasonCode: "provider_throttled", message: "The provider kept throttling requests." },
  },
} as const satisfies Record<string, WaitRule>;

interface WaitRule {
  /** Longest sum of a run's waits, in seconds. */
  readonly secondsMax: number;
  readonly end: {
    readonly outcome: Exclude<EndOutcome, "succeeded">;
    readonly reasonCode: ReasonCode;
    /** The failure's message, without secrets or internals. */
    readonly message: string;
  };
}

export const waitReasons = Object.keys(rules) as readonly WaitReason[];
export type WaitReason = keyof typeof rules;

/** A wait that a handler asks for: the run's next part begins at `until` (an instant) at the earliest. */
export interface Wait {
  readonly reason: WaitReason;
  readonly until: string;
}

/** The end of a run that asks for a longer wait than its reason allows. */
export const endOfWaits = (reason: WaitReason): WaitRule["end"] => rules[reason].end;

/** Whether a further wait would exceed what its reason allows in sum. */
export function exceedsWaits(run: Pick<Run, "waitedSeconds">, { reason, until }: Wait, now: Date): boolean {
  return run.waitedSeconds + secondsUntil(until, now) > rules[reason].secondsMax;
}

/** Whole seconds until an instant, rounded up; zero once it has passed. */
export function secondsUntil(until: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
}

type WaitFacts = Pick<Run, "status" | "messageId"> & { readonly context: Pick<Run["context"], "waiting"> };

/** Seconds of granted waits that have passed. */
export function secondsWaited(run: WaitFacts & Pick<Run, "waitedSeconds">, now: Date): number {
  const wait = waitOf(run);
  return run.waitedSeconds - (wait === undefined ? 0 : secondsUntil(wait.until, now));
}

/**
 * The wait of a released run, also after its end and before the next claim; a program of the last release claims
 * without removing it, so that only a run without an owner waits.
 */
export function waitOf(run: WaitFacts): Run["context"]["waiting"] {
  return run.status === "running" && run.messageId === undefined ? run.context.waiting : undefined;
}

/**
 * Whether the platform left an active run to its worker: its lease is valid. A waiting run whose cancellation was
 * requested is not: no worker would see the request before the wait ends.
 */
export function isLeftToLease(run: WaitFacts & Pick<Run, "leaseUntil" | "cancelRequested">, now: Date): boolean {
  const isValid = run.leaseUntil !== undefined && Date.parse(run.leaseUntil) >= now.getTime();
  return isValid && (run.cancelRequested === undefined || waitOf(run) === undefined);
}
