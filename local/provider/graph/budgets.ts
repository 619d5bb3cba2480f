import type { Clock } from "../../../shared/foundation/clock.ts";
import { type Answer, graphError } from "../answers.ts";

export type BudgetName = "intune" | "devices" | "directory" | "conditional_access";

/** Requests per window, as Graph's service limits state them per app and tenant. */
const budgets: Readonly<Record<BudgetName, { readonly requests: number; readonly seconds: number }>> = {
  intune: { requests: 1000, seconds: 20 },
  devices: { requests: 2000, seconds: 20 },
  directory: { requests: 8000, seconds: 10 },
  conditional_access: { requests: 1, seconds: 1 },
};

/** Throttles requests beyond their budget. Like Intune and Conditional Access, it often names no time to wait. */
export function createBudgets(clock: Clock) {
  const recent = new Map<BudgetName, number[]>();

  return {
    /** The refusal of a request that exceeds its budget; otherwise the request is counted. */
    take(name: BudgetName): Answer | undefined {
      const { requests, seconds } = budgets[name];
      const now = clock.now().getTime();
      const within = (recent.get(name) ?? []).filter((at) => at > now - seconds * 1000);
      recent.set(name, within);
      if (within.length < requests) {
        within.push(now);
        return undefined;
      }
      const refused = graphError(429, "TooManyRequests", "Too many requests.");
      return name === "directory" ? { ...refused, headers: { "retry-after": String(seconds) } } : refused;
    },
  };
}
