import * as z from "zod";
import type { Run } from "../run/run.ts";
import type { WaveEndState, WaveStanding } from "../run/wave.ts";

/** One letter for each named target, in the order of the log: its end, or a dot while it has none. */
const letterOf: Record<WaveEndState, string> = {
  succeeded: "s",
  partially_succeeded: "p",
  blocked: "b",
  failed: "f",
  not_started: "n",
};
const endStates = ["succeeded", "partially_succeeded", "blocked", "failed", "not_started"] as const;
const endOf = new Map(endStates.map((state) => [letterOf[state], { state }]));
const stored = z.object({ at: z.string(), ends: z.string() });

/** What a step leaves to the next one: when it read the targets, and the ends it had read. */
export function waveCheckpointOf(standings: readonly WaveStanding[], now: Date) {
  const ends = standings.map((one) => (one.state === "active" ? "." : letterOf[one.state])).join("");
  return { at: now.toISOString(), ends };
}

/** The ends that an earlier step has read, by position; undefined for all other targets. */
export function endedStandings(checkpoint: Run["checkpoint"]): readonly (WaveStanding | undefined)[] {
  const read = stored.safeParse(checkpoint);
  return read.success ? [...read.data.ends].map((letter) => endOf.get(letter)) : [];
}

/** When the last step read the targets; undefined before the first one. */
export const lastStepAt = (checkpoint: Run["checkpoint"]): string | undefined => stored.safeParse(checkpoint).data?.at;
