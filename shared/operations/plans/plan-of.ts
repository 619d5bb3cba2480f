import type { RelatedRef, Run } from "../../run/run.ts";

/** The plan that a run makes or executes: a plan has the id of the run that made it. */
export const planOf = ({ id, context: { planId } }: Pick<Run, "id" | "context">): RelatedRef => ({
  type: "plan",
  id: typeof planId === "string" ? planId : id,
});
