import type { Run } from "../run/run.ts";
import type { WaveLeftOut, WaveLeftOutCode, WaveSkipCode, WaveTargetState } from "../run/wave.ts";
import { skipCodeOf, type WaveState } from "./read-wave.ts";

/** One target of a wave as it is stored now. */
export interface TargetRow {
  readonly environmentId: string;
  readonly state: WaveTargetState;
  /** Its run, also one that other work started. */
  readonly run?: Run;
  readonly isJoined: boolean;
  /** Why it has no run and will have none. */
  readonly code?: WaveSkipCode | WaveLeftOutCode;
}

/** The environments that were left out of a wave. */
export const leftOutRowsOf = (leftOut: readonly WaveLeftOut[] = []): TargetRow[] =>
  leftOut.map((one) => ({ ...one, state: "left_out", isJoined: false }));

/** Every target of a wave in the order of its list. `wave` must have been read whole. */
export function targetRowsOf(run: Run, environmentIds: readonly string[], wave: WaveState): TargetRow[] {
  const rest = wave.stop?.reason ?? (run.status === "completed" ? "closed" : undefined);
  return environmentIds.map((environmentId, at): TargetRow => {
    const standing = wave.standings[at];
    if (standing === undefined) {
      return rest === undefined
        ? { environmentId, state: "waiting", isJoined: false }
        : { environmentId, state: "not_started", isJoined: false, code: rest };
    }
    const found = wave.found.get(at);
    if (found?.kind === "closed") {
      return { environmentId, state: standing.state, isJoined: false, code: skipCodeOf(found.code) };
    }
    if (found?.kind !== "run") return { environmentId, state: standing.state, isJoined: false };
    return { environmentId, state: standing.state, run: found.run, isJoined: found.run.initiator.waveId !== run.id };
  });
}
