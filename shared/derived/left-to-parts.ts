import type { Run } from "../run/run.ts";

/** The verdict about a run whose parts were all started: those that failed are open issues of their own. */
export function leftToParts({ endedBy, completedAt }: Pick<Run, "endedBy" | "completedAt">) {
  if (endedBy?.reasonCode !== "wave.targets_failed") return undefined;
  const since = completedAt === undefined ? {} : { since: completedAt };
  return { status: "informational_only", reasonCode: "parts_follow_up", ...since } as const;
}
