import type { Access } from "../../shared/access/access-store.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import { createSelectEnvironments } from "../../shared/actionability/select-environments.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createEnvironmentProofs } from "../../shared/records/environment-proofs.ts";
import type { PlanApprovals } from "../../shared/records/plan-approvals.ts";
import { createPromises } from "../../shared/records/promises.ts";
import type { ReviewedPlans } from "../../shared/records/reviewed-plans.ts";
import { createReadWaveOf } from "../../shared/waves/create-wave-proof.ts";
import { createReadWavePlan } from "../../shared/waves/wave-plan.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import { planKindOf } from "../representations/plan.ts";
import { repeatWaveEndpoint } from "./routes/repeat-wave.ts";
import { startWaveEndpoint } from "./routes/start-wave.ts";
import { createSelectTargets } from "./select-targets.ts";
import { createStartWave } from "./start-wave.ts";

interface Dependencies {
  readonly target: StoreTarget;
  readonly access: Access;
  readonly queries: RunQueries;
  readonly truths: RunTruths;
  readonly plans: Pick<ReviewedPlans, "findEach">;
  readonly approvals: Pick<PlanApprovals, "findEach">;
  readonly clock: Clock;
}

/** What starts waves, also those of a schedule. */
export function createWaveStarts(
  { target, access, clock }: Pick<Dependencies, "target" | "access" | "clock">,
  starting: Parameters<typeof createStartWave>[0],
) {
  const selecting = { promises: createPromises(target), proofs: createEnvironmentProofs(target) };
  const selectEnvironments = createSelectEnvironments({ ...selecting, clock });
  return {
    startWave: createStartWave(starting),
    selectTargets: createSelectTargets({ access, selectEnvironments }),
  };
}
export type WaveStarts = ReturnType<typeof createWaveStarts>;

/** The routes that start waves. */
export function waveEndpoints(
  { target, access, queries, truths, plans, approvals, clock }: Dependencies,
  starts: WaveStarts,
): Endpoint[] {
  const readWave = createReadWaveOf(target);
  const readWavePlan = createReadWavePlan({ plans, approvals, planKindOf, clock });
  return [
    startWaveEndpoint({ access, queries, readWave, readWavePlan, ...starts, clock }),
    repeatWaveEndpoint({ access, queries, truths, readWave, startWave: starts.startWave }),
  ];
}
