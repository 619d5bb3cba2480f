import type { Run } from "../../shared/run/run.ts";
import { isProblem } from "../../shared/run/status.ts";

/** Open work is judged run by run where its entries do not tell; beyond so many, a count says that there may be more. */
const openLoadsMost = 10_000;
/** However little is left, so many open runs and so much of the history are looked at. */
const leastLoads = { open: 8, history: 4 } as const;
/** Membership, names and related records cost about so many units beside what is budgeted. */
const besideUnits = 6;
const loadUnits = 0.5;
/** An entry of the timeline is about 140 bytes of the 8 KB that a unit buys. */
const entryUnits = 140 / 8192;
/** Of what is left for the history, this share loads runs; the rest reads what may speak for the problems among them. */
const loadShare = 0.75;

/** How an answer spends its read units: first on open work, the oldest first, then on the newest of the history. */
export interface ReadBudget {
  readonly openLoadsMax: number;
  historyLoadsMax(openLoads: number): number;
  /** The first of these runs, as far as reading what may speak for them is paid for. */
  affordable(runs: readonly Run[]): readonly Run[];
}

/** The budget of an answer that may cost what it must, except that open work has an end. */
const unlimited: ReadBudget = {
  openLoadsMax: openLoadsMost,
  historyLoadsMax: () => Infinity,
  affordable: (runs) => runs,
};

/** `spent` is what reading the lists has cost; without a limit everything is read. */
export function createBudget(unitsMax: number | undefined, spentOpen: number, historyEntries: number): ReadBudget {
  if (unitsMax === undefined) return unlimited;
  const left = unitsMax - besideUnits - spentOpen - historyEntries * entryUnits;
  let proofUnits = 0;
  return {
    openLoadsMax: atLeast(leastLoads.open, left / loadUnits - leastLoads.history),
    historyLoadsMax(openLoads) {
      const forHistory = left - openLoads * loadUnits;
      const loads = atLeast(leastLoads.history, (forHistory * loadShare) / loadUnits);
      proofUnits = Math.max(1, forHistory - loads * loadUnits);
      return loads;
    },
    affordable(runs) {
      const lines = new Set<string>();
      let units = 0;
      const end = runs.findIndex((run) => {
        const line = `${run.environmentId}\n${run.type}\n${run.correlationHash ?? run.id}`;
        if (isProblem(run.outcome) && !lines.has(line)) units += run.outcome === "blocked" ? 1.5 : 1;
        lines.add(line);
        return units > proofUnits;
      });
      return end < 0 ? runs : runs.slice(0, end);
    },
  };
}

const atLeast = (least: number, wanted: number) => Math.max(least, Math.floor(wanted));
