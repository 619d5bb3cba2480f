import { createAccess } from "../access/access-store.ts";
import { createSelectEnvironments } from "../actionability/select-environments.ts";
import { createDelivery } from "../dispatch/deliver.ts";
import type { Send } from "../dispatch/send.ts";
import { createSlotStarter } from "../dispatch/start-run.ts";
import type { Clock } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import { createRunQueries } from "../ledger/run-queries.ts";
import { createRunService } from "../ledger/run-service.ts";
import type { StoreTarget } from "../ledger/store.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { createEnvironmentProofs } from "../records/environment-proofs.ts";
import { createOccurrences } from "../records/occurrences.ts";
import { createPromises } from "../records/promises.ts";
import { createSchedules } from "../records/schedules.ts";
import type { LifecycleOverrides } from "../run/lifecycle.ts";
import { createPrepareDependencies } from "./prepare-dependencies.ts";
import { createRecordRefused } from "./record-refused.ts";
import { createStartGates } from "./start-gates.ts";
import { createVisitSchedule, type VisitSchedule } from "./visit-schedule.ts";

interface VisitParts extends StoreTarget {
  readonly send: Send;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
}

/** What becomes of a due schedule. A function loads it with the first one, because most ticks find none. */
export function createVisit({ send, findOperation, overrides, ...target }: VisitParts): VisitSchedule {
  const { clock } = target;
  const runService = createRunService(target);
  const access = createAccess(target);
  return createVisitSchedule({
    schedules: createSchedules(target),
    occurrences: createOccurrences({ ...target, tzdata: process.versions.tz ?? "unknown" }),
    queries: createRunQueries(target),
    checkGates: createStartGates({
      access,
      findOperation,
      prepareNeeds: createPrepareDependencies(target),
      selectEnvironments: createSelectEnvironments({
        ...{ clock, promises: createPromises(target), proofs: createEnvironmentProofs(target) },
      }),
    }),
    startSlot: createSlotStarter({ runService, delivery: createDelivery({ runService, clock, send }) }),
    recordRefused: createRecordRefused({ runService, clock }),
    overrides,
    clock,
  });
}
