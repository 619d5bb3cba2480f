import { setTimeout as pause } from "node:timers/promises";

/** Between two looks; short, because what is waited for is an event, never a length of time. */
const pauseMilliseconds = 100;

/** Ends what hangs, before the test itself is ended, so that it is said what was waited for; no measure. */
const giveUpSeconds = 240;

/**
 * Looks again and again until there is an answer, and hands it on. Fails after minutes with a sentence that says what
 * was waited for. A look that throws is a failure at once, not a reason to go on.
 */
export async function until<Answer>(what: string, look: () => Promise<Answer | undefined>): Promise<Answer> {
  const giveUpAt = performance.now() + giveUpSeconds * 1000;
  while (performance.now() < giveUpAt) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await pause(pauseMilliseconds);
  }
  throw new Error(`waited ${giveUpSeconds} s, in vain: ${what}`);
}
