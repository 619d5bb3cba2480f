import type { Clock } from "../foundation/clock.ts";
import { FencedError } from "../foundation/fenced-error.ts";
import type { Ids } from "../foundation/ids.ts";
import { cancelledEnd } from "../ledger/cancelled-end.ts";
import type { NamedRuns } from "../ledger/named-runs.ts";
import type { RunService } from "../ledger/run-service.ts";
import type { WaveLog, WaveTarget } from "../ledger/wave-log.ts";
import type { Work, WorkResult } from "../operations/define-operation.ts";
import { reserveOf } from "../operations/part.ts";
import type { WaveInput } from "../operations/waves/operations.wave.input.ts";
import type { Run } from "../run/run.ts";
import { waveCountsOf, waveDeadlineSeconds, waveFailuresOf, waveSizeOf } from "../run/wave.ts";
import { decideWave } from "../run/wave-decision.ts";
import { waveEndOf } from "../run/wave-end.ts";
import type { ReadWave, WaveState } from "./read-wave.ts";
import type { StartTargets } from "./start-target.ts";
import { waveCheckpointOf } from "./wave-checkpoint.ts";
import { stopOf } from "./wave-stop.ts";

interface Dependencies {
  readonly log: WaveLog;
  readonly namedRuns: Pick<NamedRuns, "close">;
  readonly readWave: ReadWave;
  readonly startTargets: StartTargets;
  readonly runService: Pick<RunService, "finish">;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Reports a target whose start failed unexpectedly. The next step starts it again; the others go on. */
  readonly onTargetFailure: (environmentId: string, error: unknown) => void;
}

type StepWork = Pick<Work<WaveInput>, "run" | "input" | "timeLeftMillis">;

/** A step begins by itself after so many seconds, when no end of a target has begun one. */
export const stepEverySeconds = 60;
/** Targets started or closed at once. */
const targetsAtOnce = 10;

/**
 * One step of a wave: acts until it has to wait for the ends of its targets. Safe to crash between any two writes, and
 * safe beside another step: what is named, started, closed and stopped is decided by the first write of each item.
 */
export function createStepWave(parts: Dependencies) {
  const { log, readWave, clock } = parts;

  return async function step(work: StepWork): Promise<WorkResult> {
    const { run, input } = work;
    const tried = new Set<number>();
    const reserveMillis = reserveOf(work);
    const start = await parts.startTargets(run, input);
    const startOne = async (target: WaveTarget) => {
      try {
        return await start(target);
      } catch (error) {
        if (error instanceof FencedError) throw error;
        parts.onTargetFailure(target.environmentId, error);
        return "failed";
      }
    };
    for (;;) {
      const wave = await readWave(run);
      const action = decideWave(readingOf(work, wave, tried), input);
      if (action.kind === "finish") return finish(run, input);
      if (action.kind === "wait" || work.timeLeftMillis() < reserveMillis) return handOver(wave, input);
      switch (action.kind) {
        case "stop":
          await log.take(run.id, wave.next, { stop: stopOf(run, action.reason, clock.now()) });
          break;
        case "name": {
          const from = wave.targets.length;
          const targets = input.environmentIds
            .slice(from, from + action.count)
            .map((environmentId) => ({ environmentId, runId: parts.ids.next(clock.now()) }));
          await log.take(run.id, wave.next, { targets });
          break;
        }
        case "close":
          await each(action.positions, (at) => close(wave, at, wave.stop?.reason ?? "closed"));
          break;
        case "cancel":
          await each(action.positions, (at) => cancel(wave, at, tried));
          break;
        case "start":
          // One round of them: the deadline of this step is checked in between.
          await each(action.positions.slice(0, targetsAtOnce), async (at) => {
            const target = wave.targets[at];
            if (target === undefined) return;
            const answer = await startOne(target);
            if (answer === "failed") tried.add(at);
            else if (answer.kind === "refused") await close(wave, at, answer.code);
            else if (answer.kind === "line_busy") tried.add(at);
          });
          break;
        default:
          action satisfies never;
      }
    }
  };

  function readingOf({ run, input }: StepWork, wave: WaveState, tried: ReadonlySet<number>) {
    const age = clock.now().getTime() - Date.parse(run.createdAt);
    return {
      total: input.environmentIds.length,
      standings: wave.standings,
      stopped: wave.stop?.reason,
      isAborted: run.cancelRequested !== undefined,
      isPastDeadline: age > waveDeadlineSeconds * 1000,
      tried,
    };
  }

  /** Gives a target a code instead of a run; refused when its run was stored first. */
  async function close(wave: WaveState, at: number, code: string): Promise<void> {
    const found = wave.found.get(at);
    if (found?.kind === "missing" || found?.kind === "barred") {
      await parts.namedRuns.close(found.runId, code, clock.now());
    }
  }

  /** A run that no worker has claimed ends at once; any other is left to its worker. */
  async function cancel(wave: WaveState, at: number, tried: Set<number>): Promise<void> {
    tried.add(at);
    const found = wave.found.get(at);
    if (found?.kind !== "run" || wave.stop === undefined) return;
    const { by = "", at: when, plane } = wave.stop;
    await parts.runService.finish(found.run, cancelledEnd({ by, at: when, ...(plane && { plane }) }, true), "cancel");
  }

  /** The end is read from the log and every target once more, never from what earlier steps had counted. */
  async function finish(run: Run, input: WaveInput): Promise<WorkResult> {
    const wave = await readWave(run, { whole: true });
    if (wave.standings.some(({ state }) => state === "active")) return handOver(wave, input);
    const counts = waveCountsOf(wave.standings, waveSizeOf(input), wave.stop !== undefined);
    return { kind: "ended", ...waveEndOf(counts, wave.stop) };
  }

  function handOver(wave: WaveState, input: WaveInput): WorkResult {
    const size = waveSizeOf(input);
    const { total } = size;
    const counts = waveCountsOf(wave.standings, size, wave.stop !== undefined);
    const completed = total - counts.active - counts.waiting;
    return {
      kind: "handed_over",
      checkpoint: waveCheckpointOf(wave.standings, clock.now()),
      step: { afterSeconds: stepEverySeconds, progress: { total, completed, failed: waveFailuresOf(counts) } },
    };
  }
}

async function each(positions: readonly number[], act: (at: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < positions.length; from += targetsAtOnce) {
    await Promise.all(positions.slice(from, from + targetsAtOnce).map(act));
  }
}
