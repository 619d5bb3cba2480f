import type { AnyOperation } from "../operations/registry.ts";

type Declared = Pick<AnyOperation, "start" | "capability" | "ownership" | "risk">;

/**
 * Whether a schedule may start this type: work of an environment that reads, that makes a record of its own, or that is
 * meant to recur. All other changes concern one chosen record, once, and destructive work executes a plan that a person
 * has reviewed, which no schedule has.
 */
export function isSchedulable({ start, capability, ownership, risk }: Declared): boolean {
  if (start === "not_startable" || capability === "system_only" || ownership === "workspace") return false;
  return risk === "read" || risk === "artifact" || start.recurs === true;
}
