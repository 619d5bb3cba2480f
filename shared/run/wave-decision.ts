import type { WaveStanding, WaveStopReason, WaveStopRule } from "./wave.ts";

/** What a step has read: the log, and where the targets stand that it names, in the order of the log. */
export interface WaveReading {
  /** All targets of the wave. */
  readonly total: number;
  readonly standings: readonly WaveStanding[];
  /** The stop in the log, after which no target is named. */
  readonly stopped: WaveStopReason | undefined;
  readonly isAborted: boolean;
  readonly isPastDeadline: boolean;
  /** Positions that this step has already tried, such as targets whose line is busy with other work. */
  readonly tried: ReadonlySet<number>;
}

/** The rules of a wave. */
export interface WaveRules {
  readonly canary: number;
  readonly concurrency: number;
  readonly stop: WaveStopRule;
}

/** The next action of a step. Positions are those of the named targets. */
export type WaveAction =
  | { readonly kind: "wait" }
  | { readonly kind: "finish" }
  | { readonly kind: "stop"; readonly reason: WaveStopReason }
  /** Names the next so many targets. */
  | { readonly kind: "name"; readonly count: number }
  | { readonly kind: "start" | "close" | "cancel"; readonly positions: readonly number[] };

/**
 * The next action of a wave. Pure: any step that read the same decides the same, and every write that follows is
 * conditional, so a step that read earlier changes nothing that a later one has settled.
 *
 * The log is the only truth about naming: a stop takes a place in it, and the first write of a place decides. What was
 * named before still starts, unless the stop came first: then its candidate is barred with the code of the stop.
 */
export function decideWave(read: WaveReading, rules: WaveRules): WaveAction {
  const { total, standings, stopped } = read;
  const isOpen = standings.some(({ state }) => state === "active");
  const missing = positionsOf(read, "missing");
  if (stopped !== undefined) {
    if (missing.length > 0) return { kind: "close", positions: missing };
    const queued = stopped === "aborted" ? positionsOf(read, "queued") : [];
    if (queued.length > 0) return { kind: "cancel", positions: queued };
    return { kind: isOpen ? "wait" : "finish" };
  }
  const left = total - standings.length;
  if (left === 0 && !isOpen) return { kind: "finish" };
  const reason = stopReasonOf(read, rules);
  if (reason !== undefined) return { kind: "stop", reason };
  if (missing.length > 0) return { kind: "start", positions: missing };
  const count = Math.min(freeOf(standings, rules), allowedOf(standings, rules, left), left);
  return count > 0 ? { kind: "name", count } : { kind: "wait" };
}

const freeOf = (standings: readonly WaveStanding[], { concurrency }: WaveRules) =>
  concurrency - standings.filter(({ state }) => state === "active").length;

/** Beyond the canary nothing is named before all of it has succeeded. */
function allowedOf(standings: readonly WaveStanding[], { canary }: WaveRules, left: number): number {
  const first = standings.slice(0, canary);
  if (first.length < canary) return canary - first.length;
  return first.every(({ state }) => state === "succeeded") ? left : 0;
}

function stopReasonOf(read: WaveReading, { canary, stop }: WaveRules): WaveStopReason | undefined {
  const { standings, total } = read;
  if (read.isAborted) return "aborted";
  const isFailure = ({ state }: WaveStanding) => state !== "active" && state !== "succeeded";
  if (standings.slice(0, canary).some(isFailure)) return "canary_failed";
  const failures = standings.filter(isFailure).length;
  if (failures > stop.failuresMax || failures * 100 > stop.failedPercentMax * total) return "too_many_failures";
  return read.isPastDeadline ? "deadline" : undefined;
}

/** Untried positions in a phase. A run that the wave joined is never `queued`: it belongs to the start that made it. */
const positionsOf = ({ standings, tried }: WaveReading, phase: "missing" | "queued"): number[] =>
  standings.flatMap((one, at) => (one.state === "active" && one.phase === phase && !tried.has(at) ? [at] : []));
