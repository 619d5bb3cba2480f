import { setTimeout as pause } from "node:timers/promises";
import { longestWait } from "../support/longest-wait.ts";

/** The first pause between two polls; short, because tests wait for events, not for durations. */
const pauseMilliseconds = 100;
/** Later pauses grow with the time already waited, so that polls leave the processors to the awaited work. */
const pauseShare = 0.2;
const pauseMillisecondsMax = 1000;

/**
 * Polls until there is a result, and returns it. Fails at the end of the longest wait, naming the awaited condition. An
 * exception in a poll fails at once, without a retry.
 */
export async function until<Answer>(what: string, look: () => Promise<Answer | undefined>): Promise<Answer> {
  const waitMilliseconds = longestWait();
  const begunAt = performance.now();
  for (let waited = 0; waited < waitMilliseconds; waited = performance.now() - begunAt) {
    const answer = await look();
    if (answer !== undefined) return answer;
    await pause(Math.min(pauseMillisecondsMax, Math.max(pauseMilliseconds, waited * pauseShare)));
  }
  throw new Error(`waited ${waitMilliseconds / 1000} s, in vain: ${what}`);
}
