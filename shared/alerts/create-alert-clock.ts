import { createAccess } from "../access/access-store.ts";
import { createPeople } from "../access/people-store.ts";
import { createReadOpenWork } from "../actionability/read-open-work.ts";
import { createRunTruths } from "../actionability/run-truths.ts";
import type { Clock } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import { createOpenLists } from "../ledger/open-lists.ts";
import { createRunQueries } from "../ledger/run-queries.ts";
import { createRunService } from "../ledger/run-service.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { createAlertChannels } from "../records/alert-channels.ts";
import { createAlertRules } from "../records/alert-rules.ts";
import { createAlerts } from "../records/alerts.ts";
import { createClockBeats } from "../records/clock-beats.ts";
import { createEnvironmentProofs } from "../records/environment-proofs.ts";
import { createListedApprovals } from "../records/listed-approvals.ts";
import { createNeedingSchedules, pageReach } from "../records/needing-schedules.ts";
import { createPromises } from "../records/promises.ts";
import { workspaceSchedulesMax } from "../records/schedule-lists.ts";
import type { LifecycleOverrides } from "../run/lifecycle.ts";
import type { AlertJudge } from "./create-alert-judge.ts";
import { createEvaluateWorkspaces, type EvaluateWorkspaces } from "./evaluate-workspaces.ts";
import { createReadForAlerts } from "./read-for-alerts.ts";

interface AlertClockParts extends StoreTarget {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  /** All known types: a run that was not read may be of any of them. */
  readonly operations: readonly AnyOperation[];
  readonly overrides: LifecycleOverrides;
  readonly judge: AlertJudge;
  readonly onFailure: (workspaceId: string, error: unknown) => void;
}

/** The evaluation of all workspaces, for the clock of the schedules and for the sweep, which is the second one. */
export function createAlertClock(parts: AlertClockParts): EvaluateWorkspaces {
  const { clock, ids, judge, onFailure } = parts;
  const access = createAccess(parts);
  const people = createPeople(parts);
  const queries = createRunQueries(parts);
  const runService = createRunService(parts);
  const truths = createRunTruths(parts);
  const promises = createPromises(parts);
  const proofs = createEnvironmentProofs(parts);
  const channels = createAlertChannels(parts);
  const alerts = createAlerts(parts);
  return createEvaluateWorkspaces({
    ...{ people, runService, clock, ids, onFailure, beats: createClockBeats(parts) },
    readForAlerts: createReadForAlerts({
      ...{ people, access, channels, alerts, queries, truths, promises, proofs, clock },
      rules: createAlertRules(parts),
      readOpenWork: createReadOpenWork({ ...parts, openLists: createOpenLists(parts) }),
      findNeeding: createNeedingSchedules(parts, { ...pageReach, loadsMax: workspaceSchedulesMax }),
      listedApprovals: createListedApprovals(parts),
    }),
    ...judge,
  });
}
