import { setTimeout as wait } from "node:timers/promises";

/** Something that feeds a function until it is stopped. */
export interface RunningMapping {
  /** Takes nothing more, and resolves when the work it had taken is settled. */
  stop(): Promise<void>;
}

/** Repeats a turn until stopped. A turn that throws is reported and tried again after a moment. */
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

/** Waits, or less when stopped meanwhile. Never throws. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
