import { setTimeout as pause } from "node:timers/promises";
import { longestWait } from "../support/longest-wait.ts";

/** The polling interval; short, because tests wait for events, not for durations. */
const pauseMilliseconds = 100;

/**
 * Polls until there is a result, and returns it. Fails at the end of the longest wait, naming the awaited condition. An
 * exception in a poll fails at once, without a retry.
 */
export async function until<Answer>(what: string, look: () => Promise<Answer | undefined>): Promise<Answer> {
  const waitMilliseconds = longestWait();
  const giveUpAt = performance.now() + waitMilliseconds;
  while (performance.now() < giveUpAt) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await pause(pauseMilliseconds);
  }
  throw new Error(`waited ${waitMilliseconds / 1000} s, in vain: ${what}`);
}
