import type { Deployment } from "./deployment.ts";

/** What running a scenario showed. `notExercised` says why the deployment gave no occasion: it is no success. */
export type Finding = { readonly violations: readonly string[] } | { readonly notExercised: string };

/** One promise of the product, checked from outside. */
export interface Scenario {
  /** The promise, as one sentence. */
  readonly name: string;
  /** The wishes of operators in the field that it answers, as `wishes.ts` numbers them. */
  readonly wishes?: readonly number[];
  /** Paths that the deployment's own OpenAPI document must have; without one, the promise is not offered. */
  readonly needs?: readonly string[];
  run(deployment: Deployment): Promise<Finding>;
}

export type ScenarioState = "passed" | "violated" | "not_offered" | "not_exercised" | "error";

export interface ScenarioResult {
  readonly name: string;
  readonly wishes: readonly number[];
  readonly state: ScenarioState;
  /** What was violated, is missing, or went wrong. */
  readonly because: readonly string[];
}

/** A scenario that holds when a list of violations is empty. */
export const violationsOf = (...violations: readonly (string | false | undefined)[]): Finding => ({
  violations: violations.filter((violation): violation is string => typeof violation === "string"),
});
