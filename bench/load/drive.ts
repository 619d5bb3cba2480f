import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { StartAnswer, Target } from "./target.ts";

/** One start with its response, and the response to its duplicate, if any. */
export interface Sent {
  readonly at: number;
  readonly answers: readonly StartAnswer[];
}

/** One start in twenty is sent twice with the same key, before the first response. */
const duplicateOneIn = 20;
const duplicateAfterMilliseconds = 5;

/**
 * Sends starts at a constant rate without waiting for responses (open loop), so that a slow response does not lower the
 * load. `lateMilliseconds` is the delay of this process itself.
 */
export async function drive(target: Target, { rate, seconds, from }: { rate: number; seconds: number; from: number }) {
  const sent: Promise<Sent>[] = [];
  const begun = performance.now();
  let lateMilliseconds = 0;
  for (let count = 0; count < rate * seconds; count += 1) {
    const due = begun + (count * 1000) / rate;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    lateMilliseconds = Math.max(lateMilliseconds, performance.now() - due);
    sent.push(sendOne(target, from + count));
  }
  const lastSentAt = Date.now();
  return { sent: await Promise.all(sent), lastSentAt, lateMilliseconds };
}

async function sendOne(target: Target, at: number): Promise<Sent> {
  const key = randomUUID();
  const first = target.start(at, key);
  if (at % duplicateOneIn !== duplicateOneIn / 2) return { at, answers: [await first] };
  await wait(duplicateAfterMilliseconds);
  return { at, answers: await Promise.all([first, target.start(at, key)]) };
}
