import { setTimeout as wait } from "node:timers/promises";

/** A running event source mapping. */
export interface RunningMapping {
  /** Stops polling and resolves after the current batch is settled. */
  stop(): Promise<void>;
}

/** Polls until stopped. An error is logged and retried after a pause. */
export function repeat(
  turn: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
  pauseMilliseconds = 500,
): RunningMapping {
  const stopping = new AbortController();
  const { signal } = stopping;
  const ended = (async () => {
    while (!signal.aborted) {
      try {
        await turn(signal);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await pause(pauseMilliseconds, signal);
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** Whether the work settled within this time. */
export async function isSettledWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const late = new AbortController();
  const isInTime = await Promise.race([work.then(() => true), pause(milliseconds, late.signal).then(() => false)]);
  late.abort();
  return isInTime;
}

/** Waits, but returns early if aborted. Never throws. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
