import type { Run } from "../../shared/run/run.ts";
import { isProblem } from "../../shared/run/status.ts";

/** Runs loaded to evaluate open work that index entries cannot decide. Beyond this, counts are marked as capped. */
const openLoadsLimit = 10_000;
/** Minimum loads of open runs and history, however small the budget. */
const minimumLoads = { open: 8, history: 4 } as const;
/** Approximate read units for membership, names and related records, outside the budget. */
const overheadUnits = 6;
const loadUnits = 0.5;
/** Share of the history's budget that loads runs. The rest reads proof for the problems among them. */
const loadShare = 0.75;

/** How an answer spends its read units: first on open work, oldest first, then on the newest history. */
export interface ReadBudget {
  readonly openLoadsMax: number;
  historyLoadsMax(openLoads: number): number;
  /** The leading runs whose proof the budget still covers. */
  affordable(runs: readonly Run[]): readonly Run[];
}

/** The budget of an answer without a unit limit; only loads of open work are bounded. */
const unlimited: ReadBudget = {
  openLoadsMax: openLoadsLimit,
  historyLoadsMax: () => Infinity,
  affordable: (runs) => runs,
};

/** `spent` are the read units of the open lists and of the history's entries. Without a limit everything is read. */
export function createBudget(unitsMax: number | undefined, spent: number): ReadBudget {
  if (unitsMax === undefined) return unlimited;
  const left = unitsMax - overheadUnits - spent;
  let proofUnits = 0;
  return {
    openLoadsMax: atLeast(minimumLoads.open, left / loadUnits - minimumLoads.history),
    historyLoadsMax(openLoads) {
      const forHistory = left - openLoads * loadUnits;
      const loads = atLeast(minimumLoads.history, (forHistory * loadShare) / loadUnits);
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

const atLeast = (minimum: number, value: number) => Math.max(minimum, Math.floor(value));
