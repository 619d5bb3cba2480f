import type { Access } from "../../../shared/access/access-store.ts";
import { startWave } from "../../../shared/contract/wave-routes.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { findDryWave } from "../../middleware/dry-wave.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound } from "../../middleware/errors.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { callerKey } from "../caller-key.ts";
import { plannedTargets } from "../planned-wave.ts";
import type { SelectTargets } from "../select-targets.ts";
import type { StartWave } from "../start-wave.ts";

interface Dependencies extends Omit<Parameters<typeof plannedTargets>[0], "access"> {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly selectTargets: SelectTargets;
  readonly startWave: StartWave;
}

/** Starts a wave. An environment that is hidden and one that is absent are answered alike. */
export const startWaveEndpoint = (parts: Dependencies) =>
  writeEndpoint(startWave, async ({ caller, locale, param, body, idempotencyKey }) => {
    const member = await workspaceOr404(parts.access, caller, param("ws"));
    need(member, startWave.capability);
    const { type, targets, canary, concurrency, stop, externalReference } = body;
    const common = {
      ...{ member, locale, type, externalReference, rules: { canary, concurrency, stop } },
      initiator: initiatorOf(caller),
      key: idempotencyKey === undefined ? undefined : callerKey(idempotencyKey, body),
    };
    if (!("plannedBy" in targets)) {
      return parts.startWave({
        ...common,
        input: body.input,
        async select() {
          const { ids, unknown } = await parts.selectTargets(member, targets);
          if (unknown.length > 0) throw notFound(unknown);
          return { places: ids.map((id) => ({ id })) };
        },
      });
    }
    if (Object.keys(body.input).length > 0) throw invalid("input", "must be empty: a plan is executed unchanged");
    const dry = await findDryWave(parts.queries, member, targets.plannedBy);
    if (dry?.given.type !== type) {
      throw invalid("targets.plannedBy", "must be the id of a wave that planned this type with dryRun");
    }
    const { dryRun: _, ...input } = dry.given.input;
    const select = () => plannedTargets(parts, member, dry, targets);
    return parts.startWave({ ...common, input, isPlanned: true, select });
  });
