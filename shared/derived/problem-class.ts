import type { Freshness, ProblemClass } from "../run/verdicts.ts";
import { isTerminalProblem, type ProblemFacts } from "./terminal-problem.ts";

/**
 * Which of two kinds of trouble a run is, if any: still active but overdue, or ended as a problem
 * (spec 178). A run is never both, so the two counts may be added and are never one number.
 *
 * `terminal_follow_up` is history and stays for ever; whether somebody still has to act is another question.
 */
export function deriveProblemClass(run: ProblemFacts, freshness: Freshness): ProblemClass {
  if (run.status === "completed") return isTerminalProblem(run) ? "terminal_follow_up" : "none";
  return freshness === "likely_stale" ? "active_stale_attention" : "none";
}
