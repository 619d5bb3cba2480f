import type { Clock } from "../foundation/clock.ts";
import type { NamedRuns } from "../ledger/named-runs.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { WaveLog } from "../ledger/wave-log.ts";
import { waveInput } from "../operations/waves/operations.wave.input.ts";
import type { Run } from "../run/run.ts";
import { waveCountsOf, waveSizeOf } from "../run/wave.ts";
import { type WaveEnd, waveEndOf } from "../run/wave-end.ts";
import type { ReadWave } from "./read-wave.ts";

interface Dependencies {
  readonly log: WaveLog;
  readonly namedRuns: Pick<NamedRuns, "close">;
  readonly readWave: ReadWave;
  readonly queries: Pick<RunQueries, "getInput">;
  readonly clock: Clock;
}

/** What stored records say about the end of a wave, and what they need once it has ended. */
export function createProveWave({ log, namedRuns, readWave, queries, clock }: Dependencies) {
  const isOpen = ({ standings }: Awaited<ReturnType<ReadWave>>) => standings.some(({ state }) => state === "active");

  async function closeLog(waveId: string): Promise<void> {
    for (;;) {
      const { stop, next } = await log.read(waveId);
      if (stop !== undefined) return;
      if (await log.take(waveId, next, { stop: { reason: "closed", at: clock.now().toISOString() } })) return;
    }
  }

  /** The end of a wave; undefined while a target may still be named, or has no end. */
  async function findEnd(wave: Run): Promise<WaveEnd | undefined> {
    const given = waveInput.safeParse(await queries.getInput(wave));
    if (!given.success) return undefined;
    const size = waveSizeOf(given.data);
    const quick = await readWave(wave);
    if (isOpen(quick) || (quick.stop === undefined && quick.standings.length < size.total)) return undefined;
    const whole = await readWave(wave, { whole: true });
    if (isOpen(whole)) return undefined;
    return waveEndOf(waveCountsOf(whole.standings, size, whole.stop !== undefined), whole.stop);
  }

  return {
    findEnd,

    /**
     * Ends the log of a wave that the platform ended, and gives a code to what was named and has no run. A wave whose
     * targets all have an end stays as it is: a stop would say that it was not carried out whole.
     */
    async close(wave: Run): Promise<void> {
      if (wave.endedBy?.source === "worker" || (await findEnd(wave)) !== undefined) return;
      await closeLog(wave.id);
      const { standings, found } = await readWave(wave, { whole: true });
      for (const [at, standing] of standings.entries()) {
        const item = found.get(at);
        if (standing.state !== "active" || standing.phase !== "missing" || item === undefined) continue;
        if (item.kind === "missing" || item.kind === "barred") {
          await namedRuns.close(item.runId, "closed", clock.now());
        }
      }
    },
  };
}
