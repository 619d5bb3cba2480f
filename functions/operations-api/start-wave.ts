import type { Access } from "../../shared/access/access-store.ts";
import { isArchived, type Member } from "../../shared/access/member.ts";
import type { CallerKey, createReplay, createStarter } from "../../shared/dispatch/start-run.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import { type WaveInput, waveInput } from "../../shared/operations/waves/operations.wave.input.ts";
import { waveStartOf } from "../../shared/operations/waves/operations.wave.start.ts";
import { operationsWave } from "../../shared/operations/waves/operations.wave.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { Initiator, Run } from "../../shared/run/run.ts";
import { type WaveLeftOut, waveConcurrencyDefault, waveStopDefault, waveTargetsMax } from "../../shared/run/wave.ts";
import { waveUseOf } from "../../shared/schedules/wave-use.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { type Answer, errorsOf } from "../middleware/endpoint.ts";
import { inputInvalid, ProblemError } from "../middleware/errors.ts";
import { need } from "../middleware/scope-guard.ts";
import type { RunRepresentations } from "../representations/run.ts";
import { inputRefused, refusedOf, responseTo, startableOr422 } from "./start-work.ts";

interface Dependencies {
  readonly access: Pick<Access, "enterEnvironment">;
  readonly start: ReturnType<typeof createStarter>;
  readonly replay: ReturnType<typeof createReplay>;
  readonly overrides: LifecycleOverrides;
  readonly answers: RunRepresentations;
  readonly auditEntries: Pick<AuditEntries, "started">;
}

/** A wave that a person asks for. */
export interface WaveStart {
  readonly member: Member;
  readonly locale: Locale;
  readonly initiator: Initiator;
  readonly key: CallerKey | undefined;
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly rules: { readonly [Rule in "canary" | "concurrency" | "stop"]?: WaveInput[Rule] | undefined };
  readonly externalReference?: string | undefined;
  readonly repeats?: string;
  /** The environments, in the order in which they start. Read only for a request that was not answered before. */
  readonly select: () => Promise<WaveTargets>;
  /** The targets execute reviewed plans, of which `select` names one for each. */
  readonly isPlanned?: boolean;
}

/** The targets of a wave, and what its selection has besides and leaves out. */
export interface WaveTargets {
  readonly places: readonly WaveTargetPlace[];
  readonly leftOut?: WaveLeftOut[];
}

/** A target of a wave, with the plan that it executes. */
export interface WaveTargetPlace {
  /** The environment. */
  readonly id: string;
  readonly plan?: { readonly id: string; readonly digest: string };
}

/** Checks type, rights and input of a wave, in this order, freezes its targets and starts it once. */
export function createStartWave({ access, start, replay, overrides, answers, auditEntries }: Dependencies) {
  const operation: AnyOperation | undefined = findOperation(operationsWave.type);

  return async function startWave(request: WaveStart): Promise<Answer> {
    const { member, locale, initiator, key, externalReference, repeats } = request;
    if (operation === undefined) throw new Error("The wave is not a registered operation.");
    const scope = { workspaceId: member.workspace.id, environmentId: null };
    needWholeWorkspace(member);
    const { work, input } = waveWorkOr422(member, request);
    const answerOf = async (run: Run) => {
      await auditEntries.started(run, operation.risk);
      return answers.present(member, run, locale);
    };
    const replayed =
      key && (await replay({ workspaceId: scope.workspaceId, caller: initiator.id, key }, operation.lane));
    if (replayed !== undefined) return responseTo(replayed, scope.workspaceId, answerOf);

    const others = work.start.alsoNeeds?.(work.input.parse(input)) ?? [];
    const unseen = await refusedOf(others, (id) => access.enterEnvironment(initiator.id, scope.workspaceId, id));
    if (unseen.length > 0) throw inputRefused(unseen);
    const { places, leftOut } = withoutSources(
      await request.select(),
      others.map(({ environmentId }) => environmentId),
    );
    const targets = targetsOr422(member, places);
    const environmentIds = targets.map(({ id }) => id);
    const plans = targets.flatMap(({ plan }) => plan ?? []);
    const answer = await start({
      operation,
      lifecycle: lifecycleOf(operation, overrides),
      scope,
      initiator,
      prepared: waveStartOf({
        type: request.type,
        input,
        environmentIds,
        ...(request.isPlanned && { plans }),
        ...(leftOut.length > 0 && { leftOut }),
        ...rulesOf(request, environmentIds.length),
      }),
      externalReference,
      ...(repeats !== undefined && { repeats }),
      ...(key && { idempotency: key }),
    });
    return responseTo(answer, scope.workspaceId, answerOf);
  };
}
export type StartWave = ReturnType<typeof createStartWave>;

/** A wave is a run of the workspace, which a member of single environments does not see. */
export function needWholeWorkspace(member: Member): void {
  if (member.environments === "all") return;
  throw new ProblemError("capability_missing", {
    detail: "A wave belongs to the whole workspace. Ask a member who sees all of its environments to start it.",
  });
}

/**
 * Types whose work is the same in every environment, and their plans. Anything else names a record of one environment.
 * Returns the work with its valid input.
 */
export function waveWorkOr422(
  member: Member,
  { type, input, isPlanned }: Pick<WaveStart, "type" | "input" | "isPlanned">,
) {
  const work = startableOr422(type);
  const use = waveUseOf(work);
  if (use === "never" || (use === "as_plans" && !isPlanned && input.dryRun !== true)) throw notInWaves();
  need(member, work.capability);
  const read = work.input.safeParse(input);
  if (!read.success) throw inputInvalid(errorsOf(read.error, "input"));
  const lacking = isPlanned ? [] : (work.start.lacks?.(read.data) ?? []);
  if (lacking.length > 0) throw inputRefused(lacking);
  const stored = waveInput.shape.input.safeParse(input);
  if (!stored.success) throw inputInvalid(errorsOf(stored.error, "input"));
  return { work, input: stored.data };
}

/** An environment that the work reads as its source is never its target, whatever selects it. */
function withoutSources({ places, leftOut = [] }: WaveTargets, sources: readonly string[]): Required<WaveTargets> {
  const isSource = ({ id }: WaveTargetPlace) => sources.includes(id);
  const named = places.filter(isSource).map(({ id }) => ({ environmentId: id, code: "is_source" as const }));
  return { places: places.filter((place) => !isSource(place)), leftOut: [...leftOut, ...named] };
}

const notInWaves = () =>
  new ProblemError("operation_not_in_waves", {
    detail:
      "A wave starts work that reads or makes records of its own, or a dry run that plans the same change in each environment, and executes such plans. Start other work in each environment by itself.",
  });

function targetsOr422(member: Member, places: readonly WaveTargetPlace[]): readonly WaveTargetPlace[] {
  if (places.some(({ id }) => isArchived(member, id))) {
    throw new ProblemError("environment_archived", {
      detail: "A target is archived. Remove it from the targets, or unarchive it.",
    });
  }
  if (places.length === 0) {
    throw new ProblemError("selection_empty", {
      detail:
        "No environment matches the selection, or only the source of the work does, so there is nothing to start. Change the selection.",
    });
  }
  if (places.length > waveTargetsMax) {
    throw new ProblemError("selection_too_large", {
      detail: `A wave has at most ${waveTargetsMax} targets. Start several waves with listed environments.`,
    });
  }
  return places;
}

/** The rules of a wave; a wave without a stated canary tries one target first. */
function rulesOf({ rules }: WaveStart, total: number): Pick<WaveInput, "canary" | "concurrency" | "stop"> {
  const { canary = 1, concurrency = waveConcurrencyDefault, stop = waveStopDefault } = rules;
  return { canary: Math.min(canary, total), concurrency, stop: { ...stop } };
}
