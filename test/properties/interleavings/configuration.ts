import type { ProofAnswer, StarterPlan } from "./cast.ts";
import type { Budget, Situation } from "./situation.ts";

export const sendFaults = ["refused", "enqueued, no answer", "not enqueued, no answer", "enqueued, repeated"] as const;
export type SendFault = (typeof sendFaults)[number];

/** What one configuration explores. */
export interface Configuration {
  readonly name: string;
  readonly starters: readonly StarterPlan[];
  /** The instants there are, in seconds; time moves from one to the next. */
  readonly instants: readonly number[];
  /** Receives of a message before it goes to the failure queue. */
  readonly receives: number;
  readonly budget: Partial<Budget>;
  /** How a faulty send may go; in all ways unless said. */
  readonly sendFaults?: readonly SendFault[];
  /** What an adapter may find. */
  readonly proofs?: readonly ProofAnswer[];
  /** An acknowledgement deletes a message that was received again since. */
  readonly oldReceiptsDelete?: boolean;
  /** A worker's Lambda is stopped late, so that its attempt may still write once its lease is over. */
  readonly workersOutliveLeases?: boolean;
  /** Starters live no longer than this, in seconds; for ever unless said. */
  readonly startersLiveSeconds?: number;
  /** When the adapter's and the operator's turn comes, in seconds; at once unless said. */
  readonly visitorsFrom?: number;
  /** A starter begins once those before it have answered. */
  readonly startersTakeTurns?: boolean;
  /** Starters outlive every caller here: nobody hears their answers. */
  readonly answersTooLate?: boolean;
  /** A sweep may begin while another is at it. */
  readonly sweepsMeet?: boolean;
  /** Nothing goes wrong here that may end a run as failed. */
  readonly isCalm?: boolean;
}

/** One choice of the scheduler: its name, and what it leads to. */
export interface Move {
  readonly label: string;
  readonly take: () => Promise<Outcome> | Outcome;
}
export interface Outcome {
  readonly situation: Situation;
  readonly faults: readonly string[];
  /** What happened here that is not visible in the situation. */
  readonly reached?: readonly string[];
}

export const noBudget: Budget = {
  deliveries: 0,
  bridges: 0,
  sweeps: 0,
  adapters: 0,
  operators: 0,
  crashes: 0,
  repeats: 0,
  lostAnswers: 0,
  sendFaults: 0,
  throws: 0,
  handOvers: 0,
  duplicates: 0,
  lags: 0,
};
