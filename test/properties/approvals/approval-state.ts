import type { ActorState } from "../interleavings/automaton.ts";
import type { Table } from "./approval-tables.ts";

/** What may happen once, at any moment. */
export type Event = "expire" | "remove requester" | "remove bob" | "move" | "crash" | "take over";

export interface Actor {
  readonly name: string;
  readonly standing: ActorState;
  readonly runId?: string;
  readonly attempt?: number;
  /** Who had lost the rights before this attempt began, and whether the world had moved before any write of its run. */
  readonly lost?: readonly string[];
  readonly hadMoved?: boolean;
}
export interface ApprovalState {
  readonly table: Table;
  readonly isLate: boolean;
  readonly world: readonly ("current" | "other" | "gone")[];
  readonly actors: readonly Actor[];
  readonly events: readonly Event[];
  readonly lost: readonly string[];
  /** The latest attempt of each run, and the number of its writes. */
  readonly attempts: Readonly<Record<string, number>>;
  readonly writes: Readonly<Record<string, number>>;
}
