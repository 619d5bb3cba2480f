import type * as z from "zod";
import type { Access, EnvironmentPlace } from "../../../shared/access/access-store.ts";
import { isArchived, type Member } from "../../../shared/access/member.ts";
import { promisedCells } from "../../../shared/actionability/promised-cells.ts";
import { startWave } from "../../../shared/contract/wave-routes.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { EnvironmentProofs } from "../../../shared/records/environment-proofs.ts";
import type { Promises } from "../../../shared/records/promises.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { invalid, notFound } from "../../middleware/errors.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { callerKey } from "../caller-key.ts";
import { dryWaveOr404, plannedTargets } from "../planned-wave.ts";
import type { StartWave } from "../start-wave.ts";

interface Dependencies extends Omit<Parameters<typeof plannedTargets>[0], "access"> {
  readonly access: Access;
  readonly promises: Pick<Promises, "list">;
  readonly proofs: Pick<EnvironmentProofs, "read">;
  readonly startWave: StartWave;
  readonly clock: Clock;
}

type Targets = z.output<typeof startWave.body>["targets"];
type Selection = Exclude<Targets, { readonly plannedBy: string }>;

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
      return parts.startWave({ ...common, input: body.input, select: () => selectTargets(parts, member, targets) });
    }
    if (Object.keys(body.input).length > 0) throw invalid("input", "must be empty: a plan is executed unchanged");
    const dry = await dryWaveOr404(parts, member, type, targets.plannedBy);
    const select = () => plannedTargets(parts, member, dry, targets);
    return parts.startWave({ ...common, input: dry.input, isPlanned: true, select });
  });

/** The environments of a selection. Those of the whole workspace leave archived ones out; listed ones name them. */
async function selectTargets(parts: Dependencies, member: Member, selection: Selection): Promise<EnvironmentPlace[]> {
  const places = await parts.access.listEnvironments(member);
  if ("environmentIds" in selection) {
    const known = new Map(places.map((place) => [place.id, place]));
    return [...new Set(selection.environmentIds)].map((id) => {
      const place = known.get(id);
      if (place === undefined) throw notFound();
      return place;
    });
  }
  const active = places.filter(({ id }) => !isArchived(member, id));
  return "all" in selection ? active : breaking(parts, member, active, selection.brokenPromise);
}

/** Environments in which a promise is broken now, longest first. */
async function breaking(
  { promises, proofs, clock }: Dependencies,
  { workspace }: Member,
  places: EnvironmentPlace[],
  promiseId: string,
): Promise<EnvironmentPlace[]> {
  const list = await promises.list(workspace.id);
  const chosen = list.promises.filter(({ id }) => id === promiseId);
  if (chosen.length === 0) throw notFound();
  const reading = await proofs.read(workspace.id, "all");
  const cells = promisedCells({ ...list, promises: chosen }, places, reading, clock.now());
  const broken = cells.filter(({ cell }) => cell.state === "broken").map(({ environment }) => environment.id);
  const known = new Map(places.map((place) => [place.id, place]));
  return broken.flatMap((id) => known.get(id) ?? []);
}
