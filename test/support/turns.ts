import { setImmediate as afterOthers } from "node:timers/promises";
import type { Answer } from "../../local/engines/table/writes.ts";
import type { Random } from "../engines/random.ts";

/** How a call of one function goes on: the engine's answer, or its death. */
export type Turn = (execute: () => Answer) => Promise<Answer>;

/** Waiting calls of all functions; one at a time goes on. */
export function createTurns(random: Random, faults: { crash: number; lost: number }) {
  const waiting: (() => void)[] = [];
  let alive = 0;
  const injected = { crashes: 0, lostAnswers: 0 };

  const turn: Turn = (execute) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        let answer: ReturnType<typeof execute>;
        try {
          answer = execute();
        } catch (error) {
          reject(error);
          return;
        }
        // The call was carried out, and its caller is gone or does not know.
        if (random.chance(faults.crash)) {
          injected.crashes += 1;
          alive -= 1;
        } else if (random.chance(faults.lost)) {
          injected.lostAnswers += 1;
          reject(new Error("the answer was lost"));
        } else resolve(answer);
      });
    });

  return {
    turn,
    injected,
    /** Runs these functions to their end or death, one call at a time in a random order. */
    async runAll(functions: readonly (() => Promise<unknown>)[]): Promise<void> {
      alive = functions.length;
      const leave = () => {
        alive -= 1;
      };
      for (const one of functions) one().then(leave, leave);
      for (;;) {
        await afterOthers();
        if (waiting.length === 0 && alive <= 0) return;
        const [next] = waiting.splice(random.below(waiting.length), 1);
        next?.();
      }
    },
  };
}
