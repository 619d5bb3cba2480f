import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { showWavePlan } from "../../../shared/contract/wave-routes.ts";
import type { wavePlan } from "../../../shared/contract/waves.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { skipTextOf } from "../../../shared/presenter/wave-words.ts";
import type { TargetPlan, WavePlan } from "../../../shared/waves/wave-plan.ts";
import { findDryWave, readDividedPlan } from "../../middleware/dry-wave.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";

interface Dependencies extends Omit<Parameters<typeof readDividedPlan>[0], "access"> {
  readonly access: Access;
  readonly queries: RunQueries;
}

/** The plan of a dry wave as it stands now. Its plans are read in batches, once for the page and not with each list. */
export const showWavePlanEndpoint = (parts: Dependencies) =>
  readEndpoint(showWavePlan, async ({ caller, locale, param }) => {
    const { access, queries, clock } = parts;
    const member = await workspaceOr404(access, caller, param("ws"));
    const dry = await findDryWave(queries, member, param("wave"));
    if (dry === undefined) throw notFound();
    need(member, showWavePlan.capability);
    const plan = await readDividedPlan(parts, member, dry);
    const ids = plan.leftOut.map(({ environmentId }) => environmentId);
    const names = await access.findEnvironmentNames(member.workspace.id, ids);
    const body: z.input<typeof wavePlan> = {
      ...sizeOf(plan),
      ready: {
        ...sizeOf(plan.ready),
        expiresAt: plan.ready.targets.map(({ expiresAt }) => expiresAt).toSorted()[0] ?? null,
      },
      leftOut: plan.leftOut.map(({ environmentId, id, code }) => ({
        ...{ environmentId, environmentName: names.get(environmentId) ?? environmentId, planId: id, code },
        reason: skipTextOf(code, locale),
      })),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

function sizeOf({ digest, targets }: WavePlan) {
  const sum = (kind: keyof TargetPlan["changes"]) => targets.reduce((total, { changes }) => total + changes[kind], 0);
  return {
    ...{ digest, targets: targets.length },
    changes: { creates: sum("creates"), updates: sum("updates"), deletes: sum("deletes"), keeps: sum("keeps") },
  };
}
