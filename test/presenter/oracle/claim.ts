import type { Facts } from "./facts.ts";

/** Whether the facts allow a text. */
export type Claim = (facts: Facts) => boolean;

export const ended =
  (outcome: string): Claim =>
  (facts) =>
    facts.run.status === "completed" && facts.run.outcome === outcome;
