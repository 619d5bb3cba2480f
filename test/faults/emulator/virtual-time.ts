import { vi } from "vitest";
import type { Scheduler } from "../../simulation/scheduler.ts";

/**
 * Virtual time for a world whose engines respond over HTTP. Virtual time stops during a request, so the same seed
 * reproduces the same world regardless of machine load. `caughtUp` runs after responses arrive, before the next event.
 */
export function waitOutside(scheduler: Scheduler, caughtUp: () => Promise<void>) {
  let pending = 0;
  // A response may arrive between two events; its changes must still be replicated first.
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
    /** Runs real I/O without advancing virtual time; the engines use the world's clock. */
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
