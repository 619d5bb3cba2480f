import type { ActorState } from "./automaton.ts";
import type { Version } from "./item-versions.ts";

export type Role = "starter" | "worker" | "bridge" | "sweep" | "adapter" | "operator";

/** A running actor. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly standing: ActorState;
  /** The message it was invoked with, and its receive count. */
  readonly message?: { readonly id: string; readonly receives: number };
  /** Timeout of its Lambda in seconds; none by default. */
  readonly diesAt?: number;
  /** The run and attempt it owns: `RUN#…:<attempt>`. */
  readonly owns?: string;
  /** Its client retries the request, because the first response was lost. */
  readonly asksAgain?: true;
  /** The run it stored. */
  readonly created?: string;
  /** Runs that had ended before it began. */
  readonly endedBefore?: string;
}

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly runKey: string;
  readonly place: "work" | "failed";
  /** In seconds. */
  readonly visibleAt: number;
  readonly receives: number;
}

/** Remaining faults and actions. */
export interface Budget {
  readonly deliveries: number;
  readonly bridges: number;
  readonly sweeps: number;
  readonly adapters: number;
  readonly operators: number;
  /** An actor crashes. */
  readonly crashes: number;
  /** A store call that was applied but whose response is lost, so that the SDK retries it. */
  readonly repeats: number;
  /** A store call that fails with an error, applied or not. */
  readonly lostAnswers: number;
  /** A send that is refused, has an unknown result, or is repeated by the SDK. */
  readonly sendFaults: number;
  readonly throws: number;
  readonly handOvers: number;
  /** A handler is granted a wait, of either length. */
  readonly waits: number;
  /** A duplicate delivery during an earlier receive. */
  readonly duplicates: number;
  /** The due index lags and shows removed entries. */
  readonly lags: number;
}

/** The complete state at one moment. Equal system states have the same future. */
export interface SystemState {
  /** Index of the current instant. */
  readonly at: number;
  readonly items: Readonly<Record<string, Version>>;
  readonly messages: readonly Message[];
  readonly sent: number;
  /** Send calls per run. */
  readonly sends: Readonly<Record<string, number>>;
  readonly actors: readonly Actor[];
  /** Starters that have not begun. */
  readonly waiting: readonly string[];
  readonly left: Budget;
  /** Answers per idempotency key: `<key>/<body>` → run. */
  readonly answers: Readonly<Record<string, string>>;
}

export function textOf(system: SystemState): string {
  const { at, items, messages, sent, sends, actors, waiting, left, answers } = system;
  return JSON.stringify([
    at,
    Object.values(items)
      .map(({ id }) => id)
      .sort((a, b) => a - b),
    messages.map((message) => [message.id, message.place, message.visibleAt, message.receives]),
    sent,
    Object.values(sends),
    actors.map((actor) => [
      actor.name,
      actor.standing.id,
      actor.owns,
      actor.created,
      actor.endedBefore,
      actor.diesAt,
      actor.asksAgain,
    ]),
    waiting,
    Object.values(left),
    answers,
  ]);
}

export const runsOf = (system: SystemState) =>
  Object.values(system.items).flatMap(({ run }) => (run === undefined ? [] : [run]));

/** The state after one unit of a budget was used. */
export const spend = (system: SystemState, name: keyof Budget): SystemState => ({
  ...system,
  left: { ...system.left, [name]: system.left[name] - 1 },
});
/** Whether a budget has a unit left. */
export const has = (system: SystemState, name: keyof Budget) => system.left[name] > 0;
/** The state without this actor, which ended. */
export const without = (system: SystemState, actor: Actor): SystemState => ({
  ...system,
  actors: system.actors.filter(({ name }) => name !== actor.name),
});
/** The state with this actor in place of its earlier state, ordered by name. */
export const withActor = (system: SystemState, actor: Actor): SystemState => ({
  ...system,
  actors: [...system.actors.filter(({ name }) => name !== actor.name), actor].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  ),
});
/** The state with this message in place of its earlier version. */
export const withMessage = (system: SystemState, changed: Message): SystemState => ({
  ...system,
  messages: system.messages.map((one) => (one.id === changed.id ? changed : one)),
});
