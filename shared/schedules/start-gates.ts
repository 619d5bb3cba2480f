import type { Access } from "../access/access-store.ts";
import { isArchived } from "../access/member.ts";
import type { Prepared } from "../operations/define-operation.ts";
import type { AnyOperation, PrepareDependencies } from "../operations/registry.ts";
import type { Schedule } from "../records/schedules.ts";
import type { SkipReason } from "../records/skip-reasons.ts";

/** Whether the work of a schedule may start now. */
export type Gate =
  | { readonly kind: "open"; readonly operation: StartableOperation; readonly prepared: StartPrepared }
  | { readonly kind: "closed"; readonly reason: SkipReason }
  /** This release does not know the operation, so only a newer one can start it. */
  | { readonly kind: "newer" };
type StartPrepared = Extract<Prepared, { kind: "start" }>;
type StartableOperation = AnyOperation & { readonly start: Exclude<AnyOperation["start"], "not_startable"> };

interface Dependencies {
  readonly access: Pick<Access, "enterEnvironment">;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly prepareNeeds: PrepareDependencies;
}

/** Checks what a person's start checks, on behalf of the owner of the schedule and at the time of the slot. */
export function createStartGates({ access, findOperation, prepareNeeds }: Dependencies) {
  return async function checkGates(of: Schedule): Promise<Gate> {
    const operation = findOperation(of.type);
    if (operation === undefined || operation.start === "not_startable") return { kind: "newer" };
    const startable = { ...operation, start: operation.start };
    const { workspaceId, environmentId } = of;
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
}
export type CheckGates = ReturnType<typeof createStartGates>;
