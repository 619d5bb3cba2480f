import type { Cost } from "./unit-model.ts";

/** The designed cost of the read models that group open work by cause. */
export const causeCeilings: Readonly<Record<string, Cost & { readonly roundTrips: number }>> = {
  "causes of open issues": {
    write: 0,
    read: 31,
    calls: 11,
    roundTrips: 6,
    why: "all entries of open work, one run of each cause, names, proof and membership, the promises 0.5, the schedules that need a person 0.5, those that no clock visited 0.5, plans that wait 0.5",
  },
  "dry run of running a cause again": {
    write: 0,
    read: 60,
    calls: 9,
    roundTrips: 8,
    why: "all entries of open work, each run of the cause 1 and its proof, names and membership",
  },
};
