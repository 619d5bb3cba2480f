import type { ProofAnswer, StarterPlan } from "./product-actors.ts";
import type { Budget, SystemState } from "./system-state.ts";

export const sendFaults = ["refused", "enqueued, no answer", "not enqueued, no answer", "enqueued, repeated"] as const;
export type SendFault = (typeof sendFaults)[number];

/** The bounds of one exploration. */
export interface Configuration {
  readonly name: string;
  readonly starters: readonly StarterPlan[];
  /** Instants in seconds; time moves from one to the next. */
  readonly instants: readonly number[];
  /** Receives before a message moves to the dead-letter queue. */
  readonly receives: number;
  readonly budget: Partial<Budget>;
  /** Ways a faulty send may fail; all by default. */
  readonly sendFaults?: readonly SendFault[];
  /** Possible answers of an adapter. */
  readonly proofs?: readonly ProofAnswer[];
  /** Acknowledging with an old receipt deletes a message that was redelivered since. */
  readonly oldReceiptsDelete?: boolean;
  /** Workers may outlive their lease, so that an attempt may still write after it. */
  readonly workersOutliveLeases?: boolean;
  /** Lifetime of starters in seconds; unlimited by default. */
  readonly startersLiveSeconds?: number;
  /** Earliest second for the adapter and the operator; immediately by default. */
  readonly visitorsFrom?: number;
  /** A starter begins once the previous ones have answered. */
  readonly startersTakeTurns?: boolean;
  /** Starters outlive every caller: their answers are lost. */
  readonly answersTooLate?: boolean;
  /** Sweeps may overlap. */
  readonly sweepsMeet?: boolean;
  /** No fault occurs that may end a run as failed. */
  readonly isCalm?: boolean;
}

/** One choice of the scheduler: its name and its result. */
export interface Transition {
  readonly label: string;
  readonly take: () => Promise<Outcome> | Outcome;
}
export interface Outcome {
  readonly system: SystemState;
  readonly faults: readonly string[];
  /** Events that are not visible in the system state. */
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
  waits: 0,
  duplicates: 0,
  lags: 0,
};
