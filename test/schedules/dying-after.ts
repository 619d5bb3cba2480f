import type { Turn } from "../support/turns.ts";

/** A turn that ends its function right after so many calls. */
export function dyingAfter(calls: number) {
  let made = 0;
  let die: () => void = () => {};
  const death = new Promise<"died">((resolve) => {
    die = () => resolve("died");
  });
  const turn: Turn = (execute) => {
    if (made >= calls) return new Promise(() => {});
    made += 1;
    const answer = new Promise<ReturnType<typeof execute>>((resolve, reject) => {
      try {
        const done = execute();
        if (made < calls) resolve(done);
      } catch (error) {
        reject(error);
      }
    });
    if (made >= calls) die();
    return answer;
  };
  return { turn, death, isDead: () => made >= calls };
}
