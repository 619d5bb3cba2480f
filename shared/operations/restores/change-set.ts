import type { RelatedRef, Run } from "../../run/run.ts";

/** The change set of a run: that of a preview keeps its id when another run executes it. */
export const changeSetOf = ({ id, context: { restoreRunId } }: Pick<Run, "id" | "context">): RelatedRef => ({
  type: "restore_run",
  id: typeof restoreRunId === "string" ? restoreRunId : id,
});
