import type { Configuration } from "./configuration.ts";

/** Runs that were granted a wait: until a delayed message, and until the sweep sends one. */
export const waitConfigurations: readonly Configuration[] = [
  {
    name: "a wait and a stop",
    starters: [{ name: "A" }],
    instants: [0, 50, 101],
    receives: 2,
    budget: { deliveries: 3, waits: 1, operators: 1, crashes: 1 },
  },
  {
    name: "a wait that its message does not end",
    starters: [{ name: "A" }],
    instants: [0, 101, 700],
    receives: 2,
    budget: { deliveries: 3, waits: 1, sendFaults: 1, sweeps: 1 },
    sendFaults: ["refused", "enqueued, no answer"],
  },
  {
    name: "a parked wait",
    starters: [{ name: "A" }],
    instants: [0, 200, 1001],
    receives: 2,
    budget: { deliveries: 2, waits: 1, sweeps: 1, crashes: 1 },
  },
];
