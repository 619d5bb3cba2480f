import type { Cost } from "./unit-model.ts";

/** The designed cost of the read models of plans. */
export const planCeilings: Readonly<Record<string, Cost & { readonly roundTrips: number }>> = {
  "plans that wait in a workspace": {
    write: 0,
    read: 2.5,
    calls: 2,
    roundTrips: 2,
    why: "membership 2, the entries of open work 0.5 when there are none",
  },
  "one plan": {
    write: 0,
    read: 9,
    calls: 5,
    roundTrips: 4,
    why: "membership twice 5, the run 1, the plan and its approval 2, with a margin of 1 for their size",
  },
};
