/** A start as its client saw it; instants in milliseconds of one clock. */
export interface StartCall {
  readonly key: string;
  readonly asked: number;
  readonly answered: number;
  readonly result: "queued" | "already_running" | "replayed";
  readonly runId: string;
}

/** A read of a run as its client saw it. */
export interface ReadCall {
  readonly runId: string;
  readonly asked: number;
  readonly answered: number;
  readonly isEnded: boolean;
}

type Call = ({ readonly kind: "start" } & StartCall) | ({ readonly kind: "read" } & ReadCall);

interface State {
  /** The active run of the work. */
  readonly active: string | undefined;
  readonly ended: ReadonlySet<string>;
  /** The run that each key was answered with. */
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * Whether starts and reads of one work have an order that explains all answers: each call takes effect at one instant
 * between its request and its answer, at most one run is active at a time, a key never starts twice, and a run that was
 * seen ended is never active again. A run may end at any instant. Searches all orders (Wing and Gong), with the states
 * that were reached before left out. Returns undefined, or the calls that no order explains.
 */
export function unexplained(starts: readonly StartCall[], reads: readonly ReadCall[]): string | undefined {
  const calls: readonly Call[] = [
    ...starts.map((call) => ({ kind: "start", ...call }) as const),
    ...reads.map((call) => ({ kind: "read", ...call }) as const),
  ].toSorted((one, other) => one.asked - other.asked);
  const seen = new Set<string>();
  let furthest = 0;

  const isExplained = (left: readonly Call[], state: State): boolean => {
    if (left.length === 0) return true;
    furthest = Math.max(furthest, calls.length - left.length);
    const mark = `${left.map((call) => calls.indexOf(call)).join()}|${state.active}|${[...state.ended].sort().join()}`;
    if (seen.has(mark)) return false;
    seen.add(mark);
    // Only a call that was asked before every other one was answered may be the next to take effect.
    const deadline = Math.min(...left.map(({ answered }) => answered));
    const possible = left.filter(({ asked }) => asked <= deadline);
    return possible.some((call) =>
      [state, endedState(state)].some((before) => {
        const after = before && effectOf(call, before);
        return (
          after !== undefined &&
          isExplained(
            left.filter((other) => other !== call),
            after,
          )
        );
      }),
    );
  };

  // Another caller's run of the same work may have been active before.
  const before = new Set([undefined, ...starts.filter(({ result }) => result !== "queued").map(({ runId }) => runId)]);
  if ([...before].some((active) => isExplained(calls, { active, ended: new Set(), keys: new Map() }))) return undefined;
  const listed = calls.map((call) => (call.kind === "start" ? `${call.result} ${call.runId}` : `read ${call.runId}`));
  return `no order explains these answers beyond ${furthest} of ${calls.length}: ${listed.join(", ")}`;
}

/** The state after the active run ended; undefined when none is active. */
function endedState({ active, ended, keys }: State): State | undefined {
  return active === undefined ? undefined : { active: undefined, ended: new Set([...ended, active]), keys };
}

/** The state after a call, or undefined when its answer contradicts the state. */
function effectOf(call: Call, state: State): State | undefined {
  const { active, ended, keys } = state;
  if (call.kind === "read") return call.isEnded === ended.has(call.runId) ? state : undefined;
  const known = keys.get(call.key);
  const answered = (): State => ({ active: call.runId, ended, keys: new Map([...keys, [call.key, call.runId]]) });
  if (call.result === "replayed") return known === call.runId ? state : undefined;
  if (call.result === "already_running") return known === undefined && active === call.runId ? answered() : undefined;
  const isNew = known === undefined && active === undefined && !ended.has(call.runId);
  return isNew ? answered() : undefined;
}
