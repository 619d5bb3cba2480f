import { createAccess } from "../access/access-store.ts";
import { createDelivery } from "../dispatch/deliver.ts";
import type { Send } from "../dispatch/send.ts";
import { createSlotStarter } from "../dispatch/start-run.ts";
import type { Clock } from "../foundation/clock.ts";
import type { Ids } from "../foundation/ids.ts";
import { createNamedRuns } from "../ledger/named-runs.ts";
import { createRunService } from "../ledger/run-service.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createWaveLog } from "../ledger/wave-log.ts";
import type { AnyOperation } from "../operations/registry.ts";
import type { LifecycleOverrides } from "../run/lifecycle.ts";
import { createPrepareDependencies } from "../schedules/prepare-dependencies.ts";
import { createReadWaveOf } from "./create-wave-proof.ts";
import { createGateStep } from "./gate-step.ts";
import { createStartTargets } from "./start-target.ts";
import { createStepWave } from "./step-wave.ts";

interface StepParts extends StoreTarget {
  readonly send: Send;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
  readonly onTargetFailure: (environmentId: string, error: unknown) => void;
}

/** The steps of waves, for the worker. */
export function createWaveSteps(parts: StepParts) {
  const { send, clock, ids, findOperation, overrides, onTargetFailure, ...table } = parts;
  const target = { ...table, clock, ids };
  const runService = createRunService(target);
  const readWave = createReadWaveOf(table);
  return {
    gate: createGateStep(readWave),
    step: createStepWave({
      log: createWaveLog(table),
      namedRuns: createNamedRuns(table),
      readWave,
      startTargets: createStartTargets({
        access: createAccess(table),
        startSlot: createSlotStarter({ runService, delivery: createDelivery({ runService, clock, send }) }),
        findOperation,
        prepareNeeds: createPrepareDependencies(target),
        overrides,
      }),
      runService,
      clock,
      ids,
      onTargetFailure,
    }),
  };
}
