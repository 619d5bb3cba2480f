import type { Version } from "./shelf.ts";
import type { Standing } from "./stage.ts";

export type Role = "starter" | "worker" | "bridge" | "sweep" | "adapter" | "operator";

/** One actor on its way. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  readonly standing: Standing;
  /** The message it was invoked with, and the receive count it was given. */
  readonly message?: { readonly id: string; readonly receives: number };
  /** When its Lambda is stopped, in seconds; never unless said. */
  readonly diesAt?: number;
  /** The run and attempt it owns: `RUN#…:<attempt>`. */
  readonly owns?: string;
  /** Its client makes the same request again, because the answer to the first was lost. */
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

/** What may still go wrong or be done, and how often. */
export interface Budget {
  readonly deliveries: number;
  readonly bridges: number;
  readonly sweeps: number;
  readonly adapters: number;
  readonly operators: number;
  /** An actor stops for good. */
  readonly crashes: number;
  /** A store call whose answer is lost: it was applied, and the SDK makes it again. */
  readonly repeats: number;
  /** A store call that ends in an error, applied or not. */
  readonly lostAnswers: number;
  /** A send that is refused, or enqueued or not without an answer, or made twice by the SDK. */
  readonly sendFaults: number;
  readonly throws: number;
  readonly handOvers: number;
  /** A message delivered although an earlier receive is still at it. */
  readonly duplicates: number;
  /** The due index shows what has left it. */
  readonly lags: number;
}

/** Everything there is at one moment. Two equal situations have the same future. */
export interface Situation {
  /** Position in the ladder of instants. */
  readonly at: number;
  readonly items: Readonly<Record<string, Version>>;
  readonly messages: readonly Message[];
  readonly sent: number;
  /** Calls to send, per run. */
  readonly sends: Readonly<Record<string, number>>;
  readonly actors: readonly Actor[];
  /** Starters that have not begun. */
  readonly waiting: readonly string[];
  readonly left: Budget;
  /** What each idempotency key was answered: `<key>/<body>` → run. */
  readonly answers: Readonly<Record<string, string>>;
}

export function textOf(situation: Situation): string {
  const { at, items, messages, sent, sends, actors, waiting, left, answers } = situation;
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

export const runsOf = (situation: Situation) =>
  Object.values(situation.items).flatMap(({ run }) => (run === undefined ? [] : [run]));
