import { setTimeout as pause } from "node:timers/promises";

/** Between two looks; short, because what is waited for is an event, never a length of time. */
const pauseMilliseconds = 100;

/**
 * Looks again and again until there is an answer, and hands it on. Fails after so many seconds with a sentence that
 * says what was waited for. A look that throws is a failure at once, not a reason to go on.
 */
export async function until<Answer>(
  what: string,
  look: () => Promise<Answer | undefined>,
  seconds = 60,
): Promise<Answer> {
  const giveUpAt = performance.now() + seconds * 1000;
  while (performance.now() < giveUpAt) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await pause(pauseMilliseconds);
  }
  throw new Error(`waited ${seconds} s, in vain: ${what}`);
}
