import type { Access } from "../../../shared/access/access-store.ts";
import { startWave } from "../../../shared/contract/wave-routes.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound } from "../../middleware/errors.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { callerKey } from "../caller-key.ts";
import { dryWaveOr404, plannedTargets } from "../planned-wave.ts";
import type { SelectTargets } from "../select-targets.ts";
import type { StartWave } from "../start-wave.ts";

interface Dependencies extends Omit<Parameters<typeof plannedTargets>[0], "access"> {
  readonly access: Access;
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
          return ids.map((id) => ({ id }));
        },
      });
    }
    if (Object.keys(body.input).length > 0) throw invalid("input", "must be empty: a plan is executed unchanged");
    const dry = await dryWaveOr404(parts, member, type, targets.plannedBy);
    const select = () => plannedTargets(parts, member, dry, targets);
    return parts.startWave({ ...common, input: dry.input, isPlanned: true, select });
  });
