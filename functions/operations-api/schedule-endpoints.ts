import type { Access } from "../../shared/access/access-store.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { Ids } from "../../shared/foundation/ids.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import type { PrepareDependencies } from "../../shared/operations/registry.ts";
import { createScheduleLists } from "../../shared/records/schedule-lists.ts";
import { createSchedules } from "../../shared/records/schedules.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import { createChangeSchedule } from "./change-schedule.ts";
import {
  editScheduleEndpoint,
  pauseScheduleEndpoint,
  removeScheduleEndpoint,
  resumeScheduleEndpoint,
} from "./routes/change-schedule.ts";
import { runScheduleEndpoint } from "./routes/run-schedule.ts";
import { createScheduleEndpoint } from "./routes/write-schedule.ts";
import type { StartWork } from "./start-work.ts";
import type { WaveStarts } from "./wave-endpoints.ts";

interface Dependencies {
  readonly target: StoreTarget;
  readonly access: Access;
  readonly prepareNeeds: PrepareDependencies;
  /** The time that the clocks of the schedules go by. */
  readonly tableClock: Clock;
  readonly ids: Ids;
  readonly auditEntries: AuditEntries;
  readonly startWork: StartWork;
  readonly waves: WaveStarts;
}

/** The routes that change schedules and start their work. */
export function scheduleEndpoints({ target, auditEntries, startWork, waves, ...parts }: Dependencies): Endpoint[] {
  const schedules = createSchedules(target);
  const scheduling = {
    ...{ ...parts, schedules, lists: createScheduleLists(target), selectTargets: waves.selectTargets },
    changes: createChangeSchedule({ target, schedules, auditEntries }),
  };
  return [
    createScheduleEndpoint(scheduling),
    editScheduleEndpoint(scheduling),
    pauseScheduleEndpoint(scheduling),
    resumeScheduleEndpoint(scheduling),
    removeScheduleEndpoint(scheduling),
    runScheduleEndpoint({ access: parts.access, schedules, startWork, waves }),
  ];
}
