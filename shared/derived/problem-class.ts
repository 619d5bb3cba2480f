import type { Freshness, ProblemClass } from "../run/verdicts.ts";
import { isTerminalProblem, type ProblemFacts } from "./terminal-problem.ts";

/**
 * The problem class of a run, if any: active but overdue, or ended as a problem (spec 178). The classes are disjoint,
 * so the counts may be added, but they are never shown as one number.
 * `terminal_follow_up` is history and never changes; whether the run needs follow-up is a separate question.
 */
export function deriveProblemClass(run: ProblemFacts, freshness: Freshness): ProblemClass {
  if (run.status === "completed") return isTerminalProblem(run) ? "terminal_follow_up" : "none";
  return freshness === "likely_stale" ? "active_stale_attention" : "none";
}
