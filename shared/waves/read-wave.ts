import type { NamedRuns } from "../ledger/named-runs.ts";
import type { Found } from "../ledger/run-ids.ts";
import type { WaveLog, WaveLogReading } from "../ledger/wave-log.ts";
import type { Run } from "../run/run.ts";
import { type WaveSkipCode, type WaveStanding, waveSkipCodes } from "../run/wave.ts";
import { endedStandings } from "./wave-checkpoint.ts";

/** A wave as it is stored: its log, and where each named target stands, in the order of the log. */
export interface WaveState extends WaveLogReading {
  readonly standings: readonly WaveStanding[];
  /** What is stored for each target that was read; absent where an earlier step had read its end. */
  readonly found: ReadonlyMap<number, Found>;
}

interface Dependencies {
  readonly log: Pick<WaveLog, "read">;
  readonly namedRuns: Pick<NamedRuns, "findMany">;
}

/**
 * Reads a wave. Ends that a step of this run has stored in its checkpoint are not read again: they never change. `whole`
 * reads every target, for a decision that must rest on nothing but the targets themselves.
 */
export function createReadWave({ log, namedRuns }: Dependencies) {
  return async function readWave(wave: Run, { whole = false } = {}): Promise<WaveState> {
    const reading = await log.read(wave.id);
    const known = whole ? [] : endedStandings(wave.checkpoint);
    const open = reading.targets.flatMap((target, at) => (known[at] === undefined ? [{ target, at }] : []));
    const items = await namedRuns.findMany(open.map(({ target }) => target.runId));
    const found = new Map(open.flatMap(({ at }, index) => pair(at, items[index])));
    const standings = reading.targets.map(
      (_target, at): WaveStanding => known[at] ?? standingOf(wave.id, found.get(at)),
    );
    return { ...reading, standings, found };
  };
}
export type ReadWave = ReturnType<typeof createReadWave>;

const pair = (at: number, found: Found | undefined): [number, Found][] => (found === undefined ? [] : [[at, found]]);

/** Where a target stands. A run of a newer release has no end that this release could count. */
function standingOf(waveId: string, found: Found | undefined): WaveStanding {
  if (found === undefined || found.kind === "missing" || found.kind === "barred") {
    return { state: "active", phase: "missing" };
  }
  if (found.kind === "closed") {
    return { state: skipCodeOf(found.code) === "already_available" ? "succeeded" : "not_started" };
  }
  const { status, outcome, initiator } = found.run;
  if (status === "completed" && outcome !== "pending" && outcome !== "unknown") return { state: outcome };
  const isOwnQueued = status === "queued" && initiator.waveId === waveId;
  return { state: "active", phase: isOwnQueued ? "queued" : "running" };
}

/** The stored code of a target without a run; one that only a newer release knows is read as the wave's end. */
export const skipCodeOf = (code: string): WaveSkipCode => waveSkipCodes.find((known) => known === code) ?? "closed";
