import type { Run } from "../run/run.ts";
import { isProblem } from "../run/status.ts";

/** The facts that decide whether a run ended as a problem. */
export type ProblemFacts = Pick<Run, "status" | "outcome"> & {
  readonly context: Pick<Run["context"], "reconciliation">;
};

/**
 * Whether a run ended as a problem; this part of its history never changes. Whether it still needs follow-up is a
 * separate question, so only derivations may call this function (spec 367); an import rule enforces it.
 * A success is no problem, whether the worker or a reconciliation reported it.
 */
export function isTerminalProblem({ status, outcome, context }: ProblemFacts): boolean {
  if (status !== "completed") return false;
  return isProblem(outcome) || (context.reconciliation !== undefined && outcome !== "succeeded");
}
