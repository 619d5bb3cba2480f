import { vi } from "vitest";
import type { Scheduler } from "../../simulation/scheduler.ts";

/**
 * Virtual time for a world whose engines answer over HTTP: while a request is under way the world's time stands still,
 * so that the same seed gives the same world whatever the machine is busy with. `caughtUp` runs whenever requests have
 * come back, before anything else happens.
 */
export function waitOutside(scheduler: Scheduler, caughtUp: () => Promise<void>) {
  let pending = 0;
  // An answer may come back before anybody looked: what it changed has to be caught up with all the same.
  let wasOutside = false;
  let resume: () => void = () => undefined;

  const nothingPending = async () => {
    while (pending > 0) {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    }
  };

  return {
    /** Does something that takes real time and no virtual time; the engines see the world's clock. */
    async outside<Answer>(act: () => Promise<Answer>): Promise<Answer> {
      pending += 1;
      wasOutside = true;
      vi.setSystemTime(scheduler.trueClock.now());
      try {
        return await act();
      } finally {
        pending -= 1;
        if (pending === 0) resume();
      }
    },

    scheduler: {
      ...scheduler,
      async play(isOver: () => boolean, horizonMillis: number): Promise<boolean> {
        const until = scheduler.trueClock.now().getTime() + horizonMillis;
        for (;;) {
          const left = until - scheduler.trueClock.now().getTime();
          const isDone = await scheduler.play(() => wasOutside || isOver(), left);
          if (!wasOutside) return isDone;
          await nothingPending();
          wasOutside = false;
          await caughtUp();
        }
      },
    } satisfies Scheduler,
  };
}
export type Outside = ReturnType<typeof waitOutside>["outside"];
