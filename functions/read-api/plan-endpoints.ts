import type { Access } from "../../shared/access/access-store.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { approvalWindows } from "../../shared/operations/plans/plan-approval.ts";
import { createListedApprovals } from "../../shared/records/listed-approvals.ts";
import { createPlanApprovals } from "../../shared/records/plan-approvals.ts";
import { createReadWaveOf } from "../../shared/waves/create-wave-proof.ts";
import { createReadWavePlan } from "../../shared/waves/wave-plan.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import { planKindOf } from "../representations/plan.ts";
import { createPlannedWork } from "../representations/planned-work.ts";
import type { Cursors } from "./cursor.ts";
import { listPlansEndpoint, showPlanEndpoint } from "./routes/list-plans.ts";
import { listWaveTargetsEndpoint } from "./routes/list-wave-targets.ts";
import { showWavePlanEndpoint } from "./routes/show-wave-plan.ts";

interface Dependencies {
  readonly target: StoreTarget & { readonly clock: Clock };
  readonly access: Access;
  readonly cursors: Cursors;
  readonly queries: RunQueries;
}

/** The routes of waves and of plans that wait for approval. */
export function planEndpoints({ target, access, cursors, queries }: Dependencies): Endpoint[] {
  const { clock } = target;
  const approvals = createPlanApprovals(target, approvalWindows);
  const planning = { access, queries, plans: createPlannedWork(target), approvals, clock };
  const readWave = createReadWaveOf(target);
  return [
    listWaveTargetsEndpoint({ access, queries, readWave, cursors, clock }),
    showWavePlanEndpoint({
      ...{ access, queries, readWave, clock },
      readWavePlan: createReadWavePlan({ ...planning, planKindOf }),
    }),
    listPlansEndpoint({ ...planning, listed: createListedApprovals(target) }),
    showPlanEndpoint(planning),
  ];
}
