import { createAlertClock } from "../../shared/alerts/create-alert-clock.ts";
import { createAlertJudge } from "../../shared/alerts/create-alert-judge.ts";
import { operations } from "../../shared/operations/registry.ts";
import { createClock } from "../../shared/schedules/create-clock.ts";
import { createVisit } from "../../shared/schedules/create-visit.ts";

type Parts = Parameters<typeof createAlertJudge>[0];
type OnFailure = (id: string, error: unknown) => void;

/** The second clock of schedules and alerts. */
export function createSecondClock(
  parts: Parts,
  onFailure: { readonly schedule: OnFailure; readonly alerts: OnFailure },
) {
  return {
    tick: createClock({ ...parts, visit: createVisit(parts), onFailure: onFailure.schedule }),
    evaluateAlerts: createAlertClock({
      ...parts,
      judge: createAlertJudge(parts),
      operations,
      onFailure: onFailure.alerts,
    }),
  };
}
