import type * as z from "zod";
import type { Access, EnvironmentMember } from "../../shared/access/access-store.ts";
import { isArchived } from "../../shared/access/member.ts";
import type { queuedAnswer, RunAnswer, startedAnswer } from "../../shared/contract/runs.ts";
import type { CallerKey, createReplay, createStarter, StartAnswer } from "../../shared/dispatch/start-run.ts";
import type { InputError, OtherRight } from "../../shared/operations/define-operation.ts";
import { type AnyOperation, findOperation, type PrepareDependencies } from "../../shared/operations/registry.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { Initiator, Run } from "../../shared/run/run.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { type Answer, errorsOf } from "../middleware/endpoint.ts";
import { inputInvalid, ProblemError } from "../middleware/errors.ts";
import { need } from "../middleware/scope-guard.ts";
import { hrefOf, type RunRepresentations } from "../representations/run.ts";
import type { PassApproval } from "./approval-gate.ts";
import { keyReused } from "./caller-key.ts";
import { lineBusy } from "./repeat-run.ts";

interface Dependencies {
  readonly access: Access;
  readonly start: ReturnType<typeof createStarter>;
  readonly replay: ReturnType<typeof createReplay>;
  readonly prepareNeeds: PrepareDependencies;
  readonly overrides: LifecycleOverrides;
  readonly answers: RunRepresentations;
  readonly auditEntries: AuditEntries;
  readonly passApproval: PassApproval;
}

/** A start that a person asks for in an environment they may see. */
interface WorkRequest {
  readonly member: EnvironmentMember;
  readonly locale: Locale;
  readonly type: string;
  readonly input: unknown;
  readonly initiator: Initiator;
  readonly key: CallerKey | undefined;
  readonly externalReference?: string | undefined;
}

/** Checks type, capability and input of a start, in this order, and starts it once. */
export function createStartWork({
  access,
  start,
  replay,
  prepareNeeds,
  overrides,
  answers,
  auditEntries,
  passApproval,
}: Dependencies) {
  return async function startWork(request: WorkRequest): Promise<Answer> {
    const { member, locale, initiator, key, externalReference } = request;
    const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
    const operation = startableOr422(request.type);
    need(member, operation.capability);
    if (isArchived(member, scope.environmentId)) {
      throw new ProblemError("environment_archived", {
        detail: "The environment is archived. Unarchive it to start operations in it.",
      });
    }
    const input = operation.input.safeParse(request.input);
    if (!input.success) throw inputInvalid(errorsOf(input.error, "input"));

    const answerOf = async (run: Run) => {
      await auditEntries.started(run, operation.risk);
      return answers.present(member, run, locale);
    };
    const replayed =
      key && (await replay({ workspaceId: scope.workspaceId, caller: initiator.id, key }, operation.lane));
    if (replayed !== undefined) return responseTo(replayed, scope.workspaceId, answerOf);

    const others = operation.start.alsoNeeds?.(input.data) ?? [];
    const unseen = await refusedOf(others, (id) => access.enterEnvironment(initiator.id, scope.workspaceId, id));
    if (unseen.length > 0) throw inputRefused(unseen);
    const lacking = operation.start.lacks?.(input.data) ?? [];
    if (lacking.length > 0) throw inputRefused(lacking);
    const { prepare } = await operation.start.prepare();
    const prepared = await prepare({ input: input.data, scope }, prepareNeeds);
    if (prepared.kind === "refuse") throw inputRefused(prepared.errors);
    if (prepared.kind === "answer") {
      const available: z.input<typeof startedAnswer> = {
        result: "already_available",
        related: prepared.related,
        run: null,
      };
      return { status: 200, body: available };
    }

    const isClient = member.kind === "client";
    const rule = member.environment.approval;
    await passApproval({ scope, risk: operation.risk, isClient, rule, prepared });

    const answer = await start({
      operation,
      lifecycle: lifecycleOf(operation, overrides),
      scope,
      initiator,
      prepared,
      externalReference,
      ...(key && { idempotency: key }),
    });
    return responseTo(answer, scope.workspaceId, answerOf);
  };
}
export type StartWork = ReturnType<typeof createStartWork>;

type Startable = AnyOperation & { readonly start: Exclude<AnyOperation["start"], "not_startable"> };

/** Rights in other environments that are missing: an environment that is hidden and one that is absent sound alike. */
export async function refusedOf(
  others: readonly OtherRight[],
  enter: (environmentId: string) => Promise<EnvironmentMember | undefined>,
): Promise<readonly InputError[]> {
  const message = "You have no environment with this id, or not the right to read its policies.";
  const members = await Promise.all(others.map(({ environmentId }) => enter(environmentId)));
  return others.flatMap(({ path, capability }, index) =>
    members[index]?.can(capability) === true ? [] : [{ path, message }],
  );
}

/** The operation of a type. Throws `operation_type_unknown`, or `operation_not_startable` for one no person starts. */
export function startableOr422(type: string): Startable {
  const operation = findOperation(type);
  if (operation === undefined) {
    throw new ProblemError("operation_type_unknown", {
      detail: "Unknown operation type. The catalog lists the available types.",
    });
  }
  const { start, capability, ownership } = operation;
  if (start === "not_startable" || capability === "system_only" || ownership === "workspace") {
    throw new ProblemError("operation_not_startable", {
      detail: "This type can be started by the platform only, or not yet. The catalog lists the types you can start.",
    });
  }
  return { ...operation, start };
}

/** The HTTP response to a start. A refusal that concerns a run links to it. */
export async function responseTo(
  answer: StartAnswer,
  workspaceId: string,
  answerOf: (run: Run) => Promise<RunAnswer>,
): Promise<Answer> {
  const headersOf = (run: Run) => ({ location: hrefOf(workspaceId, run.id) });
  switch (answer.result) {
    case "queued": {
      const body: z.input<typeof queuedAnswer> = { result: "queued", run: await answerOf(answer.run) };
      return { status: 202, body, headers: headersOf(answer.run) };
    }
    case "already_running":
    case "replayed": {
      const body: z.input<typeof startedAnswer> = { result: answer.result, run: await answerOf(answer.run) };
      return { status: 200, body, headers: headersOf(answer.run) };
    }
    case "dispatch_failed":
      throw new ProblemError("queue.dispatch_failed", {
        detail: "The run could not be queued and has ended as failed. Start again.",
        run: { id: answer.run.id, href: hrefOf(workspaceId, answer.run.id) },
      });
    case "idempotency_key_reused":
      throw keyReused({ id: answer.runId, href: hrefOf(workspaceId, answer.runId) });
    case "line_busy":
      throw lineBusy(answer.runId, hrefOf(workspaceId, answer.runId));
    default:
      return answer satisfies never;
  }
}

/** The refusal of an input whose form is valid. */
export function inputRefused(errors: readonly InputError[]): ProblemError {
  return inputInvalid(errors.map(({ path, message }) => ({ path: `input.${path}`, message })));
}
