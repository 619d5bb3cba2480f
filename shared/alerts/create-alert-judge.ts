import { createAccess } from "../access/access-store.ts";
import { createRunTruths } from "../actionability/run-truths.ts";
import { createDelivery } from "../dispatch/deliver.ts";
import type { Send } from "../dispatch/send.ts";
import { createStarter } from "../dispatch/start-run.ts";
import type { Clock } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import { createRunQueries } from "../ledger/run-queries.ts";
import { createRunService } from "../ledger/run-service.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { approvalWindows } from "../operations/plans/plan-approval.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { createAlertChannels } from "../records/alert-channels.ts";
import { createAlerts } from "../records/alerts.ts";
import { createEnvironmentProofs } from "../records/environment-proofs.ts";
import { createPlanApprovals } from "../records/plan-approvals.ts";
import { createPromises } from "../records/promises.ts";
import { createSchedules } from "../records/schedules.ts";
import type { LifecycleOverrides } from "../run/lifecycle.ts";
import { createConfirmCause } from "./confirm-cause.ts";
import { createEvaluateAlerts } from "./evaluate-alerts.ts";
import { createStartDeliveries } from "./start-deliveries.ts";

interface AlertJudgeParts extends StoreTarget {
  readonly send: Send;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
}

/** What becomes of the alerts of a workspace with rules. A function loads it with the first one. */
export function createAlertJudge(parts: AlertJudgeParts) {
  const { send, clock, findOperation, overrides } = parts;
  const runService = createRunService(parts);
  return {
    evaluate: createEvaluateAlerts({
      alerts: createAlerts(parts),
      confirmCause: createConfirmCause({
        ...{ queries: createRunQueries(parts), truths: createRunTruths(parts), promises: createPromises(parts) },
        ...{ proofs: createEnvironmentProofs(parts), access: createAccess(parts) },
        channels: createAlertChannels(parts),
        schedules: createSchedules(parts),
        approvals: createPlanApprovals(parts, approvalWindows),
      }),
    }),
    startDeliveries: createStartDeliveries({
      start: createStarter({ runService, delivery: createDelivery({ runService, clock, send }) }),
      findOperation,
      overrides,
    }),
  };
}
export type AlertJudge = ReturnType<typeof createAlertJudge>;
