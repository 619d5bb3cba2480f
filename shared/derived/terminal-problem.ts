import type { Run } from "../run/run.ts";
import { isProblem } from "../run/status.ts";

/** The facts the gate is about. */
export type ProblemFacts = Pick<Run, "status" | "outcome"> & {
  readonly context: Pick<Run["context"], "reconciliation">;
};

/**
 * Whether a run ended as a problem at all: what history says, for ever. Whether it still needs a person is
 * another question, so nothing but the derivations may ask this one (spec 367); an import rule sees to it.
 *
 * A success is no problem however it was found out: reconciliation alone says nothing about the outcome.
 */
export function isTerminalProblem({ status, outcome, context }: ProblemFacts): boolean {
  if (status !== "completed") return false;
  return isProblem(outcome) || (context.reconciliation !== undefined && outcome !== "succeeded");
}
