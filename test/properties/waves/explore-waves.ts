import { laneLifecycles } from "../../../shared/operations/lane-lifecycles.ts";
import { operationsWave } from "../../../shared/operations/waves/operations.wave.ts";
import type { Run } from "../../../shared/run/run.ts";
import { NOW } from "../../support/clock.ts";
import type { Product } from "../../support/product.ts";
import { type ActorState, createAutomaton, type Reply } from "../interleavings/automaton.ts";
import { type ExploredRules, faultsOfEnd, faultsOfWrite } from "./wave-invariants.ts";
import { childType, createWaveTables, type Table, tableName, waveId } from "./wave-tables.ts";

export interface WaveConfiguration extends ExploredRules {
  readonly name: string;
  readonly failuresMax: number;
  /** Steps that begin at any moment, also beside another one: nothing fences them off here. */
  readonly steps: number;
  /** Steps that crash at any moment. */
  readonly crashes: number;
  readonly isAborted: boolean;
  /** Targets that may fail. */
  readonly failing: readonly string[];
}

interface Actor {
  readonly name: string;
  readonly standing: ActorState;
  /**
   * What its further behaviour depends on: a step reads the wave anew before each action, so the replies since its last
   * read of the log, and how often it wrote, because ids are counted and what was tried is not tried again.
   */
  readonly memory: readonly string[];
  readonly writes: number;
  /** Reads of the log since its last write: the end is decided from one more. */
  readonly reads: number;
}
interface State {
  readonly table: Table;
  readonly actors: readonly Actor[];
  readonly steps: number;
  readonly crashes: number;
  /** `wanted`: the stop is stored on the run, and its request has not taken a place yet. */
  readonly abort: "none" | "possible" | "wanted" | "answered";
  /** The numbers of the end that a step has reported. */
  readonly counts: Readonly<Record<string, number>> | undefined;
}
interface Taken {
  readonly state: State;
  readonly faults: readonly string[];
}
interface Move {
  readonly label: string;
  take(): Promise<Taken>;
}

const scope = { workspaceId: "acme", environmentId: null };
const initiator = { id: "manager", name: "manager" };
const started = { kind: "start", identity: { subject: "x" }, input: {}, context: { subject: "x" } } as const;

/** Visits every state that any order of the calls of steps, an abort and the ends of targets reaches. */
export async function exploreWaves(product: Product, configuration: WaveConfiguration, statesMax: number) {
  const automaton = createAutomaton();
  const tables = createWaveTables();
  const target = { client: automaton.wholeClient, tableName, clock: automaton.clock, ids: automaton.ids };
  const { environmentIds, canary, concurrency, failuresMax } = configuration;
  const input = {
    ...{ type: childType, input: {}, environmentIds: [...environmentIds], canary, concurrency },
    stop: { failuresMax, failedPercentMax: 100 },
  };
  const log = product.createWaveLog(target);
  const runService = product.createRunService(target);
  const send = async () => ({ kind: "sent", queueJobId: "message" }) as const;
  const startSlot = product.createSlotStarter({
    runService,
    delivery: product.createDelivery({ runService, clock: automaton.clock, send }),
  });
  const stepWave = product.createStepWave({
    ...{ log, namedRuns: product.createNamedRuns(target), readWave: product.createReadWaveOf(target) },
    ...{ runService, clock: automaton.clock, ids: automaton.ids },
    onTargetFailure(_environmentId, error) {
      throw error;
    },
    startTargets: async (wave) => async (one) => {
      const answer = await startSlot({
        operation: { type: childType, lane: "short", correlationKeys: ["subject"] },
        ...{ lifecycle: laneLifecycles.short, prepared: started, slotName: `wave#${wave.id}` },
        scope: { ...scope, environmentId: one.environmentId },
        initiator: { ...initiator, waveId: wave.id },
        slot: { named: one.runId, joins: true, claim: async () => "settled" },
      });
      return { kind: answer.result === "line_busy" ? "line_busy" : "started" };
    },
  });
  const abortWave = product.createAbortWave({ log, send, clock: automaton.clock });

  const waveOf = (isAborted: boolean): Run => ({
    ...{ id: waveId, type: operationsWave.type, ...scope, initiator, input: undefined, context: {}, attempt: 1 },
    ...{ status: "running", outcome: "pending", createdAt: NOW.toISOString(), claims: [], failures: [] },
    ...{ summaryCounts: {}, handovers: 0, tries: 0, waitedSeconds: 0, inputElsewhere: false },
    ...(isAborted && { cancelRequested: { by: "manager", at: NOW.toISOString() } }),
  });
  const scriptOf = (name: string) => async (): Promise<unknown> => {
    const [what, seen] = name.split(" ");
    if (what === "abort") return abortWave(waveOf(true));
    return stepWave({ run: waveOf(seen === "aborted"), input, timeLeftMillis: () => 600_000 });
  };

  async function enter(state: State, name: string): Promise<State> {
    const standing = await automaton.begin(name, scriptOf(name), NOW);
    return {
      ...state,
      actors: [...state.actors, { name, standing, memory: [], writes: 0, reads: 0 }].toSorted(byName),
    };
  }

  async function resume(state: State, actor: Actor, reply: Reply, faults: readonly string[]): Promise<Taken> {
    const standing = await automaton.follower(actor.standing, reply, NOW);
    const others = state.actors.filter(({ name }) => name !== actor.name);
    const { moment } = standing;
    if (moment.kind === "waits") {
      const follower = { ...actor, standing, ...rememberedOf(actor, reply) };
      return { state: { ...state, actors: [...others, follower].toSorted(byName) }, faults };
    }
    const after: State = { ...state, actors: others };
    if (moment.kind === "threw") return { state: after, faults: [...faults, `${actor.name}: ${String(moment.error)}`] };
    if (actor.name === "abort") return { state: { ...after, abort: "answered" }, faults };
    const result = moment.result as { kind: string; summaryCounts?: Record<string, number> };
    if (result.kind !== "ended") return { state: after, faults };
    const counts = result.summaryCounts ?? {};
    return { state: { ...after, counts }, faults: [...faults, ...faultsOfEnd(state.table, configuration, counts)] };
  }

  function movesOf(state: State, actor: Actor): Move[] {
    const { moment } = actor.standing;
    if (moment.kind !== "waits" || moment.request.kind !== "store") return [];
    const { call } = moment.request;
    const call_ = {
      label: `${actor.name} ${call.operation}`,
      async take() {
        const { table, reply } = tables.apply(state.table, call);
        const faults = faultsOfWrite(state.table, table, configuration, {
          hasEnded: state.counts !== undefined,
          isAbortAnswered: state.abort === "answered",
        });
        return resume({ ...state, table }, actor, reply, faults);
      },
    };
    if (state.crashes === 0 || actor.name === "abort") return [call_];
    const crash = {
      label: `${actor.name} crashes`,
      take: async () => ({
        state: { ...state, crashes: state.crashes - 1, actors: state.actors.filter((one) => one !== actor) },
        faults: [],
      }),
    };
    return [call_, crash];
  }

  function eventsOf(state: State): Move[] {
    const moves: Move[] = [];
    const seen = state.abort === "wanted" || state.abort === "answered" ? "aborted" : "unaware";
    if (state.steps > 0 && state.counts === undefined) {
      const name = `step-${state.steps} ${seen}`;
      const next = { ...state, steps: state.steps - 1 };
      moves.push({ label: name, take: async () => ({ state: await enter(next, name), faults: [] }) });
    }
    if (state.abort === "possible") {
      const next: State = { ...state, abort: "wanted" };
      moves.push({ label: "abort", take: async () => ({ state: await enter(next, "abort"), faults: [] }) });
    }
    for (const { id, environmentId, isActive } of state.table.children) {
      if (!isActive) continue;
      const outcomes = configuration.failing.includes(environmentId)
        ? (["succeeded", "failed"] as const)
        : (["succeeded"] as const);
      for (const outcome of outcomes) {
        const table = tables.ended(state.table, id, outcome);
        moves.push({
          label: `${environmentId} ${outcome}`,
          take: async () => ({ state: { ...state, table }, faults: [] }),
        });
      }
    }
    return moves;
  }

  const first: State = {
    ...{ table: tables.empty(), actors: [], steps: configuration.steps, crashes: configuration.crashes },
    ...{ abort: configuration.isAborted ? "possible" : "none", counts: undefined },
  };
  const seen = new Set([markOf(first)]);
  const reached = new Set<string>();
  let level: { readonly state: State; readonly schedule: readonly string[] }[] = [{ state: first, schedule: [] }];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { state, schedule } of level) {
      for (const { label, take } of [...state.actors.flatMap((one) => movesOf(state, one)), ...eventsOf(state)]) {
        const { state: taken, faults } = await take();
        const path = [...schedule, label];
        if (faults.length > 0) return { states: seen.size, reached, violation: { faults, path } };
        if (taken.counts !== undefined)
          reached.add(taken.table.places.find(({ stop }) => stop)?.stop?.reason ?? "whole");
        const mark = markOf(taken);
        if (seen.has(mark)) continue;
        seen.add(mark);
        if (seen.size > statesMax) throw new Error(`${configuration.name}: more than ${statesMax} states`);
        next.push({ state: taken, schedule: path });
      }
    }
    level = next;
  }
  return { states: seen.size, reached, violation: undefined };
}

/** A reply to a read of the log begins the memory of an actor anew. */
function rememberedOf({ standing: { moment }, memory, writes, reads }: Actor, reply: Reply) {
  const operation = moment.kind === "waits" && moment.request.kind === "store" ? moment.request.call.operation : "";
  if (operation === "Query") return { memory: [reply.key], writes, reads: reads + 1 };
  const isWrite = !operation.includes("Get");
  return { memory: [...memory, reply.key], writes: writes + (isWrite ? 1 : 0), reads: isWrite ? 0 : reads };
}

const byName = (a: Actor, b: Actor) => (a.name < b.name ? -1 : 1);
const markOf = ({ table, actors, ...rest }: State) =>
  JSON.stringify([table.id, actors.map(({ name, memory, writes, reads }) => [name, memory, writes, reads]), rest]);
