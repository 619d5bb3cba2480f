import type { Access } from "../../shared/access/access-store.ts";
import type { createReplay, createStarter } from "../../shared/dispatch/start-run.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { findOperation, type PrepareDependencies } from "../../shared/operations/registry.ts";
import { bodyHash } from "../../shared/run/identity.ts";
import { type LifecycleOverrides, lifecycleOf } from "../../shared/run/lifecycle.ts";
import type { Initiator, Run } from "../../shared/run/run.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { ProblemError } from "../middleware/errors.ts";
import { hrefOf } from "../representations/run.ts";
import { systemHrefOf } from "../representations/system-run.ts";
import type { PassApproval } from "./approval-gate.ts";
import { keyReused } from "./caller-key.ts";

interface Dependencies {
  readonly access: Pick<Access, "isArchived" | "findApprovalRule">;
  readonly passApproval: PassApproval;
  readonly start: ReturnType<typeof createStarter>;
  readonly replay: ReturnType<typeof createReplay>;
  readonly queries: Pick<RunQueries, "getInput">;
  readonly prepareNeeds: PrepareDependencies;
  readonly overrides: LifecycleOverrides;
  readonly auditEntries: Pick<AuditEntries, "repeated">;
}

/** `queued`: a new run that refers to the one it repeats. `already_running`: the same work is already in progress. */
export interface Repeated {
  readonly result: "queued" | "already_running";
  readonly run: Run;
}

interface RepeatOptions {
  readonly plane?: "platform";
  /** Names one request to repeat; carried out again, it answers the run it made the first time. */
  readonly key?: string | undefined;
}

/**
 * Finds the run that an earlier request with this key made of the run, also if it has succeeded since and nothing offers
 * the repetition any more. Throws `idempotency_key_reused` when the key repeated another run.
 */
export function createFindRepetition({ replay }: Pick<Dependencies, "replay">) {
  return async function findRepetition(run: Run, initiator: Initiator, key: string): Promise<Repeated | undefined> {
    const operation = findOperation(run.type);
    if (operation === undefined) return undefined;
    const asked = { workspaceId: run.workspaceId, caller: initiator.id, key: repetitionKey(key, run) };
    const known = await replay(asked, operation.lane);
    if (known?.result === "idempotency_key_reused") {
      throw keyReused({ id: known.runId, href: hrefOf(run.workspaceId, known.runId) });
    }
    return known?.result === "replayed" ? { result: "queued", run: known.run } : undefined;
  };
}
export type FindRepetition = ReturnType<typeof createFindRepetition>;

/**
 * Repeats an ended run as a new run. The stored input is prepared again like any start, because records it refers to
 * may be gone; then it throws `action_not_available`. The request is audited with the new run, which stores who asked,
 * so any later step can complete the entry.
 */
export function createRepeatRun({
  access,
  start,
  replay,
  queries,
  prepareNeeds,
  overrides,
  auditEntries,
  passApproval,
}: Dependencies) {
  const findRepetition = createFindRepetition({ replay });
  return async function repeatRun(
    run: Run,
    initiator: Initiator,
    { plane, key }: RepeatOptions = {},
  ): Promise<Repeated> {
    const idempotency = key === undefined ? undefined : repetitionKey(key, run);
    const operation = findOperation(run.type);
    const { workspaceId, environmentId } = run;
    if (operation === undefined || operation.start === "not_startable" || environmentId === null) {
      throw notAvailable("This type of operation cannot be started again.");
    }
    const made = key === undefined ? undefined : await findRepetition(run, initiator, key);
    if (made !== undefined) return made;
    if (await access.isArchived(workspaceId, environmentId)) throw notAvailable("The environment is archived.");
    const input = operation.input.safeParse(await queries.getInput(run));
    if (!input.success) throw notAvailable("The stored input of the run is no longer valid.");
    const scope = { workspaceId, environmentId };
    const { prepare } = await operation.start.prepare();
    const prepared = await prepare({ input: input.data, scope }, prepareNeeds);
    if (prepared.kind === "refuse") throw notAvailable("A record that the run was started with no longer exists.");
    if (prepared.kind === "answer") throw notAvailable("The result of this operation already exists.");

    const { rule, isClient } = await access.findApprovalRule(initiator.id, workspaceId, environmentId);
    await passApproval({ scope, risk: operation.risk, isClient, rule, prepared });
    const lifecycle = lifecycleOf(operation, overrides);
    const { externalReference } = run;
    const asRepetition = {
      repeats: run.id,
      externalReference,
      ...(plane && { repeatPlane: plane }),
      ...(idempotency && { idempotency }),
    };
    const answer = await start({ operation, lifecycle, scope, initiator, prepared, ...asRepetition });
    // A platform operator need not be a member of the workspace, so the link stays on the platform plane.
    const hrefFor = (id: string) => (plane === "platform" ? systemHrefOf(id) : hrefOf(workspaceId, id));
    if (answer.result === "line_busy") throw lineBusy(answer.runId, hrefFor(answer.runId));
    if (!("run" in answer)) throw keyReused({ id: answer.runId, href: hrefFor(answer.runId) });
    await auditEntries.repeated(answer.run);
    if (answer.result === "replayed") return { ...answer, result: "queued" };
    if (answer.result !== "dispatch_failed") return { ...answer, result: answer.result };
    const { id } = answer.run;
    throw new ProblemError("queue.dispatch_failed", {
      detail: "The new run could not be queued and has ended as failed. Try again.",
      run: { id, href: hrefFor(id) },
    });
  };
}
export type RepeatRun = ReturnType<typeof createRepeatRun>;

/** The idempotency key of one request to repeat a run. */
export const repetitionKey = (key: string, run: Run) => ({ keyHash: bodyHash(key), bodyHash: bodyHash(run.id) });

/** The problem for a start while another run works on the same record. */
export function lineBusy(id: string, href: string): ProblemError {
  const detail =
    "Another run is working on the same record with different input. Wait until it ends, then start again.";
  return new ProblemError("line_busy", { detail, run: { id, href } });
}

/** The problem for an action that the caller saw on an earlier state of the run. */
export const notOffered = () =>
  notAvailable("The run no longer offers this action. Reload the run to see its current actions.");

/** The problem for an action that a run does not offer in its current state. */
export function notAvailable(detail: string): ProblemError {
  return new ProblemError("action_not_available", { detail });
}
