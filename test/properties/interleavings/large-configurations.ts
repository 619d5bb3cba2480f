import type { Configuration } from "./configuration.ts";
import { key, one, three, two } from "./configurations.ts";

/** Additional configurations of `INTERLEAVINGS=large`, with more actors, faults and instants. */
export const largeConfigurations: readonly Configuration[] = [
  {
    name: "large: three starters",
    starters: three,
    instants: [0, 61],
    receives: 1,
    budget: { deliveries: 1, crashes: 1, repeats: 1, lostAnswers: 1, sendFaults: 1 },
  },
  {
    name: "large: undelivered",
    starters: two,
    instants: [0, 121, 182],
    receives: 1,
    budget: { deliveries: 2, crashes: 1, sendFaults: 2, sweeps: 2 },
    sweepsMeet: true,
  },
  {
    name: "large: two sweeps that ask again",
    starters: one,
    instants: [0, 121],
    receives: 1,
    budget: { deliveries: 1, sweeps: 2, lags: 1, repeats: 1 },
    sweepsMeet: true,
  },
  {
    name: "large: closers that ask again",
    starters: one,
    instants: [0, 1000],
    receives: 1,
    budget: { deliveries: 1, bridges: 1, sweeps: 1, operators: 1, repeats: 1 },
  },
  {
    name: "large: hand-over",
    starters: one,
    instants: [0, 130, 425, 900],
    receives: 2,
    budget: { deliveries: 4, handOvers: 2, crashes: 1, sweeps: 2, sendFaults: 1, repeats: 1 },
  },
  {
    name: "large: everybody, and a second delivery",
    starters: two,
    startersTakeTurns: true,
    startersLiveSeconds: 30,
    visitorsFrom: 1000,
    instants: [0, 1000],
    receives: 1,
    budget: { deliveries: 2, bridges: 1, sweeps: 1, adapters: 1, operators: 1 },
    proofs: ["reconciled_succeeded"],
  },
  {
    name: "large: everybody",
    starters: two,
    instants: [0, 181, 1000],
    receives: 1,
    budget: { deliveries: 2, crashes: 1, throws: 1, bridges: 2, sweeps: 1, adapters: 1, operators: 1 },
    proofs: ["reconciled_succeeded", "reconciled_failed", "no_proof"],
  },
  {
    name: "large: keys",
    starters: [
      { name: "A", key: key("body") },
      { name: "B", key: key("body") },
      { name: "C" },
      { name: "D", key: key("other") },
    ],
    instants: [0, 61],
    receives: 1,
    budget: { deliveries: 1, crashes: 1, repeats: 1 },
  },
  {
    name: "large: keyed lines",
    starters: [
      { name: "A", key: key("body"), content: "a" },
      { name: "B", key: key("body"), content: "a" },
      { name: "C", content: "b" },
    ],
    instants: [0, 61],
    receives: 1,
    budget: {},
  },
  {
    name: "large: keyed lines and crashes",
    starters: [
      { name: "A", key: key("body"), content: "a" },
      { name: "B", key: key("body"), content: "a" },
      { name: "C", content: "b" },
    ],
    instants: [0, 61, 122],
    receives: 1,
    budget: { deliveries: 1, crashes: 1 },
    startersLiveSeconds: 30,
    startersTakeTurns: true,
  },
];
