import type { RunDetail } from "../../sdk/src/wait-for-run.ts";

/** Exit codes of the command, for scripts. 1 to 3 speak of a run, 4 of the command itself. */
export const exitCodes = { success: 0, problem: 1, blocked: 2, active: 3, failed: 4 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code for a run: by its outcome, or `active` while it has none. An unknown outcome is a problem. */
export function exitCodeOf({ status, outcome }: Pick<RunDetail, "status" | "outcome">): ExitCode {
  if (status !== "completed") return exitCodes.active;
  if (outcome === "succeeded") return exitCodes.success;
  return outcome === "blocked" ? exitCodes.blocked : exitCodes.problem;
}
