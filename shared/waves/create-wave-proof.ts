import type { Clock } from "../foundation/clock.ts";
import { createNamedRuns } from "../ledger/named-runs.ts";
import { createRunQueries } from "../ledger/run-queries.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createWaveLog } from "../ledger/wave-log.ts";
import { createProveWave } from "./prove-wave.ts";
import { createReadWave } from "./read-wave.ts";

/** The proof of how a wave ended, for every function that asks adapters. */
export function createWaveProof({ clock, ...table }: StoreTarget & { readonly clock: Clock }) {
  return createProveWave({
    log: createWaveLog(table),
    namedRuns: createNamedRuns(table),
    readWave: createReadWaveOf(table),
    queries: createRunQueries(table),
    clock,
  });
}

/** Reads waves of a table. */
export const createReadWaveOf = (table: StoreTarget) =>
  createReadWave({ log: createWaveLog(table), namedRuns: createNamedRuns(table) });
