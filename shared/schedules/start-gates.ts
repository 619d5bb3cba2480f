import type { Access } from "../access/access-store.ts";
import { isArchived } from "../access/member.ts";
import type { SelectEnvironments } from "../actionability/select-environments.ts";
import type { Prepared } from "../operations/define-operation.ts";
import type { AnyOperation, PrepareDependencies } from "../operations/registry.ts";
import { waveInput } from "../operations/waves/operations.wave.input.ts";
import { waveStartOf } from "../operations/waves/operations.wave.start.ts";
import type { Schedule, ScheduledWave } from "../records/schedules.ts";
import type { SkipReason } from "../records/skip-reasons.ts";
import { waveType } from "../run/wave.ts";

/** Whether the work of a schedule may start now. */
export type Gate =
  | { readonly kind: "open"; readonly operation: StartableOperation; readonly prepared: StartPrepared }
  | { readonly kind: "closed"; readonly reason: SkipReason }
  /** This release does not know the operation, so only a newer one can start it. */
  | { readonly kind: "newer" };
type StartPrepared = Extract<Prepared, { kind: "start" }>;
type StartableOperation = AnyOperation & { readonly start: Exclude<AnyOperation["start"], "not_startable"> };

interface Dependencies {
  readonly access: Pick<Access, "enterEnvironment" | "enterWorkspace" | "listEnvironments">;
  readonly selectEnvironments: SelectEnvironments;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly prepareNeeds: PrepareDependencies;
}

/** Checks what a person's start checks, on behalf of the owner of the schedule and at the time of the slot. */
export function createStartGates({ access, findOperation, prepareNeeds, selectEnvironments }: Dependencies) {
  return async function checkGates(of: Schedule): Promise<Gate> {
    const operation = findOperation(of.type);
    if (operation === undefined || operation.start === "not_startable") return { kind: "newer" };
    const startable = { ...operation, start: operation.start };
    const { workspaceId, environmentId, wave } = of;
    if (wave !== undefined) return checkWave(of, wave, startable);
    if (environmentId === null) return { kind: "newer" };
    const owner = await access.enterEnvironment(of.ownerId, workspaceId, environmentId);
    if (owner === undefined || !owner.can(operation.capability))
      return { kind: "closed", reason: "owner_not_entitled" };
    // Destructive work executes a reviewed plan, which no schedule has.
    if (operation.risk === "destructive") return { kind: "closed", reason: "refused" };
    if (isArchived(owner, environmentId)) return { kind: "closed", reason: "environment_archived" };

    const input = operation.input.safeParse(of.input);
    if (!input.success || (startable.start.lacks?.(input.data) ?? []).length > 0) {
      return { kind: "closed", reason: "refused" };
    }
    const { prepare } = await startable.start.prepare();
    const prepared = await prepare({ input: input.data, scope: { workspaceId, environmentId } }, prepareNeeds);
    if (prepared.kind === "refuse") return { kind: "closed", reason: "refused" };
    if (prepared.kind === "answer") return { kind: "closed", reason: "already_available" };
    return { kind: "open", operation: startable, prepared };
  };

  /** The wave of a slot over the environments that its selection has now; archived and removed ones are left out. */
  async function checkWave(of: Schedule, wave: ScheduledWave, work: StartableOperation): Promise<Gate> {
    const operation = findOperation(waveType);
    if (operation === undefined || operation.start === "not_startable") return { kind: "newer" };
    const owner = await access.enterWorkspace(of.ownerId, of.workspaceId);
    // A wave is work of the whole workspace.
    const mayStart = owner?.environments === "all" && owner.can(operation.capability) && owner.can(work.capability);
    if (owner === undefined || !mayStart) return { kind: "closed", reason: "owner_not_entitled" };
    const input = work.input.safeParse(of.input);
    if (work.risk === "destructive" || !input.success || (work.start.lacks?.(input.data) ?? []).length > 0) {
      return { kind: "closed", reason: "refused" };
    }
    const { targets, ...rules } = wave;
    const { archivedEnvironments: archived } = owner;
    const choice = { workspaceId: of.workspaceId, places: await access.listEnvironments(owner), archived };
    const { ids, unknown } = await selectEnvironments(choice, targets);
    // Without its promise it never starts again, so a person has to decide.
    if ("brokenPromise" in targets && unknown.length > 0) return { kind: "closed", reason: "refused" };
    const environmentIds = ids.filter((id) => !isArchived(owner, id));
    if (environmentIds.length === 0) return { kind: "closed", reason: "selection_empty" };
    const canary = Math.min(rules.canary, environmentIds.length);
    const start = waveInput.safeParse({ type: of.type, input: of.input, environmentIds, ...rules, canary });
    if (!start.success) return { kind: "closed", reason: "refused" };
    return { kind: "open", operation: { ...operation, start: operation.start }, prepared: waveStartOf(start.data) };
  }
}
export type CheckGates = ReturnType<typeof createStartGates>;
