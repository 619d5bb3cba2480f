import { archivingPlans } from "../../shared/operations/plans/plan-effects.ts";
import { createReviewedPlans } from "../../shared/records/reviewed-plans.ts";

/** The plans of an environment, each with what its execution would do. */
export const createPlannedWork = (target: Parameters<typeof createReviewedPlans>[0]) =>
  createReviewedPlans(target, archivingPlans);
