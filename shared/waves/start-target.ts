import type { Access } from "../access/access-store.ts";
import { isArchived, type Member, sees } from "../access/member.ts";
import type { createSlotStarter } from "../dispatch/start-run.ts";
import type { WaveTarget } from "../ledger/wave-log.ts";
import type { OtherRight, Prepared } from "../operations/define-operation.ts";
import { needsApproval } from "../operations/plans/plan-approval.ts";
import type { AnyOperation, PrepareDependencies } from "../operations/registry.ts";
import type { WaveInput } from "../operations/waves/operations.wave.input.ts";
import { type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import type { WaveSkipCode } from "../run/wave.ts";

interface Dependencies {
  readonly access: Pick<Access, "enterWorkspace" | "enterEnvironment" | "findApprovalRule">;
  readonly startSlot: ReturnType<typeof createSlotStarter>;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly prepareNeeds: PrepareDependencies;
  readonly overrides: LifecycleOverrides;
}

/** What came of a start. `line_busy`: other work of the line is active, and the target is asked again. */
export type TargetStart =
  | { readonly kind: "started" | "line_busy" }
  | { readonly kind: "refused"; readonly code: WaveSkipCode };

/**
 * Starts the runs of targets on behalf of the person who started the wave. Their rights are read once for each step: a
 * member who was removed or restricted meanwhile starts nothing more.
 */
export function createStartTargets({ access, startSlot, findOperation, prepareNeeds, overrides }: Dependencies) {
  return async function startTargets(wave: Run, input: WaveInput) {
    const operation = findOperation(input.type);
    const member = await access.enterWorkspace(wave.initiator.id, wave.workspaceId);
    const planOf = new Map(input.environmentIds.map((id, at) => [id, input.plans?.[at]]));
    const others = await lackingRights();

    return async function start({ environmentId, runId }: WaveTarget): Promise<TargetStart> {
      if (operation === undefined || operation.start === "not_startable") return refused("refused");
      if (!mayStart(member, operation, environmentId)) return refused("not_entitled");
      if (isArchived(member, environmentId)) return refused("environment_archived");
      if (others.length > 0) return refused("not_entitled");
      const scope = { workspaceId: wave.workspaceId, environmentId };
      const given = operation.input.safeParse(await inputIn(scope));
      if (!given.success || (operation.start.lacks?.(given.data) ?? []).length > 0) return refused("refused");
      const { prepare } = await operation.start.prepare();
      const prepared = await prepare({ input: given.data, scope }, prepareNeeds);
      if (prepared.kind === "answer") return refused("already_available");
      if (prepared.kind === "refuse") return refused("refused");
      if (await lacksApproval(prepared, environmentId)) return refused("approval_required");
      const { id, name } = wave.initiator;
      const answer = await startSlot({
        operation,
        lifecycle: lifecycleOf(operation, overrides),
        scope,
        initiator: { id, name, waveId: wave.id },
        prepared,
        externalReference: wave.externalReference,
        slotName: `wave#${wave.id}`,
        slot: { named: runId, joins: true, claim: async () => "settled" },
      });
      return { kind: answer.result === "line_busy" ? "line_busy" : "started" };
    };

    /** The input of a target: that of the wave, or the one that executes the target's own plan. */
    async function inputIn(scope: { workspaceId: string; environmentId: string }): Promise<unknown> {
      const plan = planOf.get(scope.environmentId);
      if (input.plans === undefined) return input.input;
      const planned = operation?.input.safeParse(input.input);
      if (plan === undefined || planned?.success !== true || operation?.start === "not_startable") return undefined;
      const confirmation = await prepareNeeds.environments.nameOf(scope);
      return operation?.start.execution?.(planned.data, { ...plan, confirmation });
    }

    /** Rights in other environments that the work needs and the person lacks by now. */
    async function lackingRights(): Promise<readonly OtherRight[]> {
      const planned = operation?.input.safeParse(input.input);
      if (operation === undefined || operation.start === "not_startable" || planned?.success !== true) return [];
      const needed = operation.start.alsoNeeds?.(planned.data) ?? [];
      const members = await Promise.all(
        needed.map(({ environmentId }) => access.enterEnvironment(wave.initiator.id, wave.workspaceId, environmentId)),
      );
      return needed.filter(({ capability }, at) => members[at]?.can(capability) !== true);
    }

    /** A plan whose approval was requested is refused by its worker without one; here only its rule is asked for. */
    async function lacksApproval({ plan, items }: PreparedStart, environmentId: string): Promise<boolean> {
      const risk = operation?.risk ?? "destructive";
      if (plan === "made" || plan?.isUnderApproval || risk === "read" || risk === "artifact") return false;
      const { id } = wave.initiator;
      const { rule, isClient } = await access.findApprovalRule(id, wave.workspaceId, environmentId);
      return needsApproval(rule, { risk, isClient, items: plan?.changes ?? items });
    }
  };
}
export type StartTargets = ReturnType<typeof createStartTargets>;

type PreparedStart = Extract<Prepared, { kind: "start" }>;

const refused = (code: WaveSkipCode): TargetStart => ({ kind: "refused", code });

/** The rights of a wave and of its work, and the environment itself. */
function mayStart(
  member: Member | undefined,
  { capability }: Pick<AnyOperation, "capability">,
  environmentId: string,
): member is Member {
  if (member === undefined || !sees(member, environmentId)) return false;
  return member.can("tenant.waves.start") && member.can(capability);
}
