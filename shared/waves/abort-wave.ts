import type { Send } from "../dispatch/send.ts";
import type { Clock } from "../foundation/clock.ts";
import type { WaveLog } from "../ledger/wave-log.ts";
import type { Run } from "../run/run.ts";
import { waveLane, waveType } from "../run/wave.ts";
import { stopOf } from "./wave-stop.ts";

interface Dependencies {
  readonly log: WaveLog;
  readonly send: Send;
  readonly clock: Clock;
}

/**
 * Stops a wave whose cancellation is stored: when this returns, no further target is named, whatever its steps have read.
 * Idempotent. Does nothing for a run of any other type, and for a wave that has ended.
 */
export function createAbortWave({ log, send, clock }: Dependencies) {
  return async function abortWave(run: Run): Promise<void> {
    if (run.type !== waveType || run.status === "completed" || run.cancelRequested === undefined) return;
    for (;;) {
      const { stop, next } = await log.read(run.id);
      if (stop !== undefined) break;
      // Another writer took the place: its content decides what is next.
      if (await log.take(run.id, next, { stop: stopOf(run, "aborted", clock.now()) })) break;
    }
    // The next step cancels what is queued. When the message is lost, the sweep sends one within two minutes.
    await send(run, waveLane);
  };
}
export type AbortWave = ReturnType<typeof createAbortWave>;
