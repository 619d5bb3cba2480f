import { hash } from "node:crypto";
import type { Product } from "../../support/product.ts";
import { createArrivals } from "./arrivals.ts";
import type { Configuration, Outcome, Transition } from "./configuration.ts";
import { tableViolations } from "./invariants.ts";
import { createProductActors } from "./product-actors.ts";
import { runsOf, type SystemState, textOf } from "./system-state.ts";
import { createTransitions } from "./transitions.ts";

export interface Violation {
  readonly fault: string;
  /** The choices that lead to it, as input for `replay`. */
  readonly schedule: string;
}

export interface Exploration {
  readonly states: number;
  readonly steps: number;
  /** Distinct complete schedules of the explored graph. */
  readonly schedules: number;
  readonly longestSchedule: number;
  readonly actors: number;
  /** Number of executions of product code. */
  readonly callsPlayed: number;
  /** Which ends and answers occurred, so that nothing is proven vacuously. */
  readonly reached: readonly string[];
  readonly violations: readonly Violation[];
  readonly isComplete: boolean;
}

const separator = " | ";

function createPlay(product: Product, configuration: Configuration) {
  const productActors = createProductActors(product);
  const transitions = createTransitions(productActors, configuration);
  const arrivals = createArrivals(productActors, transitions, configuration);
  const choicesOf = (system: SystemState): Transition[] => {
    // Entering has no visible effect, so an actor makes its first request at once. Only a worker may pause between
    // its visible receive and its claim.
    const entering = system.actors.find(({ role, standing }) => role !== "worker" && standing.replies.length === 0);
    if (entering !== undefined) return transitions.movesOf(system, entering);
    return [...system.actors.flatMap((actor) => transitions.movesOf(system, actor)), ...arrivals(system)];
  };
  return { first: transitions.first, choicesOf, automaton: productActors.automaton };
}

/** A digest of a system state; with ten million of them a collision has a probability of 1e-34. */
const markOf = (system: SystemState) => hash("sha1", textOf(system), "base64");

/**
 * Visits every system state reachable by any order of choices, breadth first, so that a violation has a shortest
 * schedule. `until` stops at the first violation.
 */
export async function explore(
  product: Product,
  configuration: Configuration,
  limits: { readonly statesMax: number; readonly until?: "first violation" },
): Promise<Exploration> {
  const { first, choicesOf, automaton } = createPlay(product, configuration);
  const seen = new Map<string, number>([[markOf(first), 0]]);
  let level: { readonly system: SystemState; readonly state: number }[] = [{ system: first, state: 0 }];
  const cameFrom = [0];
  const cameBy = [""];
  const graph = createGraph();
  const faults = new Map<string, string>();
  const names = new Set<string>();
  const reached = new Set<string>();

  const scheduleTo = (state: number, last: string): string => {
    const labels = [last];
    for (let at = state; at > 0; at = cameFrom[at] ?? 0) labels.unshift(cameBy[at] ?? "");
    return labels.join(separator);
  };
  const result = (isComplete: boolean): Exploration => ({
    states: seen.size,
    steps: graph.steps(),
    ...countSchedules(seen.size, graph),
    actors: names.size,
    callsPlayed: automaton.played(),
    reached: [...reached].sort(),
    violations: [...faults].map(([fault, schedule]) => ({ fault, schedule })),
    isComplete,
  });

  while (level.length > 0) {
    const next: typeof level = [];
    for (const { system, state } of level) {
      for (const { label, take } of choicesOf(system)) {
        const taken = await take();
        const mark = markOf(taken.system);
        let to = seen.get(mark);
        // A table was judged when its state was first seen.
        const outcome = to === undefined ? withTableViolations(taken) : taken;
        for (const fault of outcome.faults) if (!faults.has(fault)) faults.set(fault, scheduleTo(state, label));
        if (faults.size > 0 && limits.until === "first violation") return result(false);
        if (to === undefined) {
          to = seen.size;
          if (to >= limits.statesMax) return result(false);
          seen.set(mark, to);
          cameFrom.push(state);
          cameBy.push(label);
          for (const { name } of outcome.system.actors) names.add(name);
          for (const event of outcome.reached ?? []) reached.add(event);
          for (const { endedBy, outcome: end } of runsOf(outcome.system)) {
            if (endedBy !== undefined) reached.add(`${end} by ${endedBy.source}`);
          }
          next.push({ system: outcome.system, state: to });
        }
        graph.add(state, to);
      }
    }
    level = next;
  }
  return result(true);
}

/** Replays one schedule and returns its violations. Throws when a choice is impossible. */
export async function replay(product: Product, configuration: Configuration, schedule: string): Promise<string[]> {
  const { first, choicesOf } = createPlay(product, configuration);
  const faults: string[] = [];
  let system = first;
  for (const label of schedule.split(separator)) {
    const choices = choicesOf(system);
    const choice = choices.find((one) => one.label === label);
    if (choice === undefined) {
      throw new Error(
        `replay: "${label}" is no choice here; these are: ${choices.map((one) => one.label).join(separator)}`,
      );
    }
    const outcome = withTableViolations(await choice.take());
    faults.push(...outcome.faults);
    system = outcome.system;
  }
  return faults;
}

/** Transitions between system states as pairs of numbers; those of one system state are contiguous. */
function createGraph() {
  let ends = new Uint32Array(1024);
  let steps = 0;
  return {
    steps: () => steps,
    add(from: number, to: number) {
      if (2 * steps === ends.length) {
        const larger = new Uint32Array(2 * ends.length);
        larger.set(ends);
        ends = larger;
      }
      ends[2 * steps] = from;
      ends[2 * steps + 1] = to;
      steps += 1;
    },
    from: (step: number) => ends[2 * step] ?? 0,
    to: (step: number) => ends[2 * step + 1] ?? 0,
  };
}

/** Counts the paths from the first system state to a final one, and the longest of them. The graph has no cycles. */
function countSchedules(states: number, graph: ReturnType<typeof createGraph>) {
  const firstStep = new Uint32Array(states);
  const count = new Uint32Array(states);
  const open = new Uint32Array(states);
  for (let step = 0; step < graph.steps(); step++) {
    const from = graph.from(step);
    if (count[from] === 0) firstStep[from] = step;
    count[from] = (count[from] ?? 0) + 1;
    open[graph.to(step)] = (open[graph.to(step)] ?? 0) + 1;
  }
  const ways = new Float64Array(states);
  const longest = new Int32Array(states);
  ways[0] = 1;
  const ready = [0];
  let schedules = 0;
  let longestSchedule = 0;
  for (let from = ready.pop(); from !== undefined; from = ready.pop()) {
    const end = (firstStep[from] ?? 0) + (count[from] ?? 0);
    longestSchedule = Math.max(longestSchedule, longest[from] ?? 0);
    if (count[from] === 0) schedules += ways[from] ?? 0;
    for (let step = firstStep[from] ?? 0; step < end; step++) {
      const to = graph.to(step);
      ways[to] = (ways[to] ?? 0) + (ways[from] ?? 0);
      longest[to] = Math.max(longest[to] ?? 0, (longest[from] ?? 0) + 1);
      open[to] = (open[to] ?? 0) - 1;
      if (open[to] === 0) ready.push(to);
    }
  }
  return { schedules, longestSchedule };
}

/** Adds the violations of the whole table. */
function withTableViolations(outcome: Outcome): Outcome {
  return { ...outcome, faults: [...outcome.faults, ...tableViolations(outcome.system)] };
}
