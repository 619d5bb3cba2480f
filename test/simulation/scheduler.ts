import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as afterOthers } from "node:timers/promises";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Random } from "../engines/random.ts";

/** One program that can be killed: a Lambda invocation or an API caller. */
export interface Process {
  readonly label: string;
  /** Its clock skew, in milliseconds. */
  readonly skewMillis: number;
  /** When it is killed, in virtual time. */
  readonly endsAt: number;
  /** The run that it processes or starts, if known. */
  readonly run?: { readonly id?: string; readonly type: string } | undefined;
  isDead: boolean;
}

export type Ended<Value> =
  | { readonly kind: "returned"; readonly value: Value }
  | { readonly kind: "threw"; readonly error: unknown }
  | { readonly kind: "died" };

/** Resolves after all pending microtasks: Node runs `nextTick` callbacks once the promise queue is empty. */
const afterMicrotasks = () => new Promise<void>((resolve) => process.nextTick(resolve));
/**
 * Ticks starve the thread's event loop, including the test runner's messages, so it gets a turn after this many events.
 */
const eventsBetweenTurns = 2000;

interface Event {
  readonly at: number;
  readonly tie: number;
  /** The order of creation, which decides between events of equal instant and tie. */
  readonly order: number;
  /** The event's action; "nothing" when it started nothing, so that the next event may follow at once. */
  readonly happen: () => unknown;
}

/**
 * Virtual time and event order of one simulated world. Nothing waits for real time: the earliest event runs, then
 * everything it started until that waits again, then the next event. The same seed reproduces the same world event by
 * event.
 */
export function createScheduler(start: Date, random: Random) {
  let now = start.getTime();
  const events = createEvents();
  const current = new AsyncLocalStorage<Process>();
  const killers = new WeakMap<Process, () => void>();

  function at(instant: number, happen: () => unknown): void {
    events.add(Math.max(now, instant), random.below(1 << 30), happen);
  }

  const sleep = (millis: number) => new Promise<void>((resolve) => at(now + millis, resolve));

  /** Polls a condition, with a new pause each time. An unsuccessful poll costs next to nothing. */
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
    /** The clock of each program, with its own skew. */
    clock: { now: () => new Date(now + (current.getStore()?.skewMillis ?? 0)) } satisfies Clock,
    /** Virtual time without skew, for engines and checks. */
    trueClock: { now: () => new Date(now) } satisfies Clock,
    current: () => current.getStore(),
    at,
    sleep,
    until,
    kill,

    /**
     * A point where other programs may run first, and where a killed program stops forever. Every store or queue call
     * passes two: before the request and before the response.
     */
    async point(millis: number): Promise<void> {
      const process = current.getStore();
      if (process?.isDead) return new Promise(() => undefined);
      await sleep(millis);
      if (process?.isDead) return new Promise(() => undefined);
    },

    /** Runs a program until it returns, throws or is killed. */
    run<Value>(program: Omit<Process, "isDead">, body: () => Promise<Value>): Promise<Ended<Value>> {
      const process: Process = { ...program, isDead: false };
      return new Promise((resolve) => {
        let isEnded = false;
        const end = (ended: Ended<Value>) => {
          isEnded = true;
          resolve(ended);
        };
        killers.set(process, () => end({ kind: "died" }));
        const expire = () => {
          const hadEnded = isEnded;
          kill(process);
          return hadEnded ? "nothing" : undefined;
        };
        if (Number.isFinite(process.endsAt)) at(process.endsAt, expire);
        current.run(process, () =>
          body().then(
            (value) => end({ kind: "returned", value }),
            (error: unknown) => end({ kind: "threw", error }),
          ),
        );
      });
    },

    /** Runs events until `isOver` is true or none is left; returns false when it reaches the horizon first. */
    async play(isOver: () => boolean, horizonMillis: number): Promise<boolean> {
      const until = now + horizonMillis;
      await afterMicrotasks();
      for (let happened = 1; ; happened++) {
        if (happened % eventsBetweenTurns === 0) await afterOthers();
        if (isOver()) return true;
        const event = events.next();
        if (event === undefined) return isOver();
        if (event.at > until) return false;
        now = event.at;
        if (event.happen() !== "nothing") await afterMicrotasks();
      }
    },
  };
}
export type Scheduler = ReturnType<typeof createScheduler>;

/** The pending events: a binary heap, because timers of many invocations stay pending for minutes. */
function createEvents() {
  const heap: Event[] = [];
  let added = 0;

  return {
    add(at: number, tie: number, happen: Event["happen"]): void {
      const event = { at, tie, order: added, happen };
      added += 1;
      let place = heap.length;
      heap.push(event);
      while (place > 0) {
        const parent = (place - 1) >> 1;
        const other = heap[parent];
        if (other === undefined || !isBefore(event, other)) break;
        heap[place] = other;
        place = parent;
      }
      heap[place] = event;
    },

    /** Removes the earliest event. */
    next(): Event | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      let place = 0;
      for (;;) {
        const left = heap[2 * place + 1];
        if (left === undefined) break;
        const right = heap[2 * place + 2];
        const isRight = right !== undefined && isBefore(right, left);
        const child = isRight ? right : left;
        if (!isBefore(child, last)) break;
        heap[place] = child;
        place = 2 * place + (isRight ? 2 : 1);
      }
      heap[place] = last;
      return first;
    },
  };
}

function isBefore(one: Event, other: Event): boolean {
  if (one.at !== other.at) return one.at < other.at;
  return one.tie === other.tie ? one.order < other.order : one.tie < other.tie;
}
