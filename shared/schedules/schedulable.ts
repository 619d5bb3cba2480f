import type { AnyOperation } from "../operations/registry.ts";

type Declared = Pick<AnyOperation, "type" | "start" | "capability" | "ownership" | "risk">;

/** Changes that are meant to recur. All others change one chosen record, once. */
const recurringMutations: ReadonlySet<string> = new Set(["backup.schedule.retention"]);

/**
 * Whether a schedule may start this type: work of an environment that reads, that makes a record of its own, or that is
 * meant to recur. Destructive work executes a plan that a person has reviewed, which no schedule has.
 */
export function isSchedulable({ type, start, capability, ownership, risk }: Declared): boolean {
  const isStartable = start !== "not_startable" && capability !== "system_only" && ownership === "environment";
  return isStartable && (risk === "read" || risk === "artifact" || recurringMutations.has(type));
}
