import type { AnyOperation } from "./registry.ts";

/**
 * Whether the work is done in steps (`start.steps`): its runs list their first claim only, and a request to stop is carried
 * out by the steps instead of ending the run.
 */
export const hasSteps = (operation: Pick<AnyOperation, "start"> | undefined): boolean =>
  operation !== undefined && operation.start !== "not_startable" && operation.start.steps !== undefined;
