import * as z from "zod";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { type Answer, graphError, parseJson } from "../answers.ts";

export type BudgetName = "intune" | "devices" | "directory" | "conditional_access";
interface Budget {
  readonly requests: number;
  readonly seconds: number;
  /** Of the requests, those that may write; absent where writes have no limit of their own. */
  readonly writes?: number;
}

/** Requests per window, as Graph's service limits state them per app and tenant: this provider is one tenant with one app. */
const usual: Readonly<Record<BudgetName, Budget>> = {
  intune: { requests: 1000, writes: 100, seconds: 20 },
  devices: { requests: 2000, writes: 200, seconds: 20 },
  directory: { requests: 8000, seconds: 10 },
  conditional_access: { requests: 1, seconds: 1 },
};

const wholeNumber = z.int().min(1);
const budgetsSchema = z.strictObject({
  isLimited: z.boolean().optional(),
  /** Another budget of Intune, to reach its end sooner. */
  intune: z.strictObject({ requests: wholeNumber.optional(), writes: wholeNumber.optional() }).optional(),
});

/** Throttles requests beyond their budget. Like Intune and Conditional Access, it often names no time to wait. */
export function createBudgets(clock: Clock) {
  const recent = new Map<string, number[]>();
  let isLimited = true;
  let budgets = usual;

  function isWithin(key: string, limit: number, seconds: number): boolean {
    const within = takenIn(key, seconds);
    recent.set(key, within);
    return within.length < limit;
  }
  const takenIn = (key: string, seconds: number) =>
    (recent.get(key) ?? []).filter((at) => at > clock.now().getTime() - seconds * 1000);

  return {
    /** The refusal of a request that exceeds its budget; otherwise the request is counted. */
    take(name: BudgetName, { isWrite }: { readonly isWrite: boolean }): Answer | undefined {
      const { requests, writes, seconds } = budgets[name];
      const ofWrites = `${name} writes`;
      const mayWrite = !isWrite || writes === undefined || isWithin(ofWrites, writes, seconds);
      if (!isLimited || (isWithin(name, requests, seconds) && mayWrite)) {
        for (const key of isWrite ? [name, ofWrites] : [name]) {
          recent.set(key, [...takenIn(key, seconds), clock.now().getTime()]);
        }
        return undefined;
      }
      const refused = graphError(429, "TooManyRequests", "Too many requests.");
      return name === "directory" ? { ...refused, headers: { "retry-after": String(seconds) } } : refused;
    },

    /** Handles `/_budgets`: turns the limits off and on, or makes them smaller; undefined for any other path. */
    control(method: string, path: string, text: string): Answer | undefined {
      if (path !== "/_budgets") return undefined;
      if (method === "POST") {
        const wanted = parseJson(budgetsSchema, text);
        if (!wanted) {
          return {
            status: 400,
            body: { error: "the body must be JSON: { isLimited?, intune?: { requests?, writes? } }" },
          };
        }
        const { requests = usual.intune.requests, writes = 100 } = wanted.intune ?? {};
        isLimited = wanted.isLimited ?? isLimited;
        budgets = { ...budgets, intune: { ...usual.intune, requests, writes } };
      }
      return { status: 200, body: { isLimited, budgets } };
    },
  };
}
