import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as afterOthers } from "node:timers/promises";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Random } from "../engines/random.ts";

/** One program that runs and may die: an invocation of a Lambda, or a caller of the API. */
export interface Process {
  readonly label: string;
  /** How far its own clock is off, in milliseconds. */
  readonly skewMillis: number;
  /** When it is stopped, whatever it is doing; virtual time. */
  readonly endsAt: number;
  /** The run that it works on or is about to start, where that is known. */
  readonly run?: { readonly id?: string; readonly type: string } | undefined;
  isDead: boolean;
}

export type Ended<Value> =
  | { readonly kind: "returned"; readonly value: Value }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "died" };

/** Resolves once everything that waits for no event has run: the queue of ticks goes on when that of promises is empty. */
const afterMicrotasks = () => new Promise<void>((resolve) => process.nextTick(resolve));
/** Ticks starve everything else of the thread, such as the test runner's own messages, so it gets a turn now and then. */
const eventsBetweenTurns = 2000;

interface Event {
  readonly at: number;
  readonly tie: number;
  /** What happens; "nothing" when it set nothing going, so that the next event may follow at once. */
  readonly happen: () => unknown;
}

/**
 * Time and order of one simulated world. Nothing waits for real time: the earliest event happens, everything
 * it sets going runs until it waits again, and then comes the next. The same random source gives the same
 * world, event by event.
 */
export function createScheduler(start: Date, random: Random) {
  let now = start.getTime();
  const events: Event[] = [];
  const current = new AsyncLocalStorage<Process>();
  const killers = new WeakMap<Process, () => void>();

  function at(instant: number, happen: () => unknown): void {
    const event = { at: Math.max(now, instant), tie: random.below(1 << 30), happen };
    // A sorted list: worlds are small, and most new events are near its end.
    let place = events.length;
    while (place > 0 && isAfter(events[place - 1], event)) place -= 1;
    events.splice(place, 0, event);
  }

  const sleep = (millis: number) => new Promise<void>((resolve) => at(now + millis, resolve));

  /** Looks again and again, each time after a new pause, until it is time. Looking in vain costs next to nothing. */
  const until = (pauseMillis: () => number, isTime: () => boolean) =>
    new Promise<void>((resolve) => {
      function look(): unknown {
        if (isTime()) return resolve();
        at(now + pauseMillis(), look);
        return "nothing";
      }
      at(now + pauseMillis(), look);
    });

  function kill(process: Process): void {
    process.isDead = true;
    killers.get(process)?.();
  }

  return {
    /** The clock every program reads, each with its own error. */
    clock: { now: () => new Date(now + (current.getStore()?.skewMillis ?? 0)) } satisfies Clock,
    /** The time of the world itself, which engines and checks go by. */
    trueClock: { now: () => new Date(now) } satisfies Clock,
    current: () => current.getStore(),
    at,
    sleep,
    until,
    kill,

    /**
     * A point at which others may go first, and at which a dead program stops for ever. Every call to a store or
     * a queue passes two of them: on the way there and on the way back.
     */
    async point(millis: number): Promise<void> {
      const process = current.getStore();
      if (process?.isDead) return new Promise(() => undefined);
      await sleep(millis);
      if (process?.isDead) return new Promise(() => undefined);
    },

    /** Runs a program until it returns, throws or dies. */
    run<Value>(program: Omit<Process, "isDead">, body: () => Promise<Value>): Promise<Ended<Value>> {
      const process: Process = { ...program, isDead: false };
      return new Promise((resolve) => {
        killers.set(process, () => resolve({ kind: "died" }));
        if (Number.isFinite(process.endsAt)) at(process.endsAt, () => kill(process));
        current.run(process, () =>
          body().then(
            (value) => resolve({ kind: "returned", value }),
            (error: unknown) => resolve({ kind: "threw", error }),
          ),
        );
      });
    },

    /** Lets events happen until `isOver` says so or there are none left; false when the horizon came first. */
    async play(isOver: () => boolean, horizonMillis: number): Promise<boolean> {
      const until = now + horizonMillis;
      await afterMicrotasks();
      for (let happened = 1; ; happened++) {
        if (happened % eventsBetweenTurns === 0) await afterOthers();
        if (isOver()) return true;
        const event = events.shift();
        if (event === undefined) return isOver();
        if (event.at > until) return false;
        now = event.at;
        if (event.happen() !== "nothing") await afterMicrotasks();
      }
    },
  };
}
export type Scheduler = ReturnType<typeof createScheduler>;

function isAfter(one: Event | undefined, other: Event): boolean {
  return one !== undefined && (one.at > other.at || (one.at === other.at && one.tie > other.tie));
}
