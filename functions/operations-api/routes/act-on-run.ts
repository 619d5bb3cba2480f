import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { Clock } from "../../../shared/clock.ts";
import type { actionAnswered, actionRequest } from "../../../shared/contract/actions.ts";
import { actOnRun } from "../../../shared/contract/operation-routes.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import type { RunService } from "../../../shared/ledger/run-service.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { CancelRun } from "../../../shared/reconcile/cancel-run.ts";
import type { Run } from "../../../shared/run/run.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import type { RunAnswers } from "../../middleware/run-answer.ts";
import { runOr404 } from "../../middleware/run-in-scope.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { noteOr422 } from "../note.ts";
import { notAvailable, type RepeatRun } from "../repeat-run.ts";

interface Parts {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly answers: RunAnswers;
  readonly runService: Pick<RunService, "acknowledge">;
  readonly cancelRun: CancelRun;
  readonly repeatRun: RepeatRun;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

interface Done {
  readonly result: z.infer<typeof actionAnswered>["result"];
  readonly run: Run;
}
type Request = z.infer<typeof actionRequest>;

/**
 * Does with a run what its `actions` offer to this caller, and nothing else: what was offered when the page was drawn
 * is worked out again. The same request again finds it done.
 */
export const actOnRunEndpoint = (parts: Parts) =>
  writeEndpoint(actOnRun, async ({ caller, locale, param, body }) => {
    const { access, queries, answers } = parts;
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("run"));
    need(member, actOnRun.capability);
    const operation = findOperation(run.type);
    if (operation !== undefined) need(member, operation.capability);
    if (body.action === "acknowledge") noteOr422(body.note);

    const by = initiatorOf(caller).id;
    const before = doneBefore(run, body, by);
    if (before === undefined) {
      const { actions } = await answers.tellOne(member, run, locale);
      if (!actions.some(({ action }) => action === body.action)) throw notOffered();
    }
    const done = before ?? (await act(parts, caller, run, body));
    await writeDown(parts.auditEntries, caller, done, run);
    const answer: z.input<typeof actionAnswered> = {
      result: done.result,
      run: await answers.tellOne(member, done.run, locale),
    };
    return { status: 200, body: answer };
  });

const notOffered = () => notAvailable("The run does not offer this now. Look at it again.");

/** What the same person's same request came to before. */
function doneBefore(run: Run, { action, note }: Request, by: string): Done | undefined {
  const { acknowledged, cancelRequested, endedBy } = run;
  if (action === "acknowledge" && acknowledged?.by === by && acknowledged.note === note) {
    return { result: "acknowledged", run };
  }
  if (action !== "cancel") return undefined;
  if (cancelRequested?.by === by) return { result: "cancel_requested", run };
  const isByThem = endedBy?.reasonCode === "run.cancelled_by_operator" && endedBy.actor === by;
  return isByThem ? { result: "cancelled", run } : undefined;
}

async function act(
  { runService, cancelRun, repeatRun, clock }: Parts,
  caller: Caller,
  run: Run,
  { action, note }: Request,
): Promise<Done> {
  const initiator = initiatorOf(caller);
  const stamp = { by: initiator.id, at: clock.now().toISOString() };
  switch (action) {
    case "acknowledge": {
      const write = await runService.acknowledge(run, { ...stamp, note: noteOr422(note) });
      if (write.outcome === "refused") throw notOffered();
      return { result: "acknowledged", run: write.run };
    }
    case "cancel": {
      const cancelled = await cancelRun(run, stamp);
      return { result: cancelled.result === "cancelled" ? "cancelled" : "cancel_requested", run: cancelled.run };
    }
    case "run_again":
      return repeatRun(run, initiator);
    default:
      return action satisfies never;
  }
}

/** A run that ended by the cancel is written down by its end; a start that found the work under way did nothing. */
async function writeDown(auditEntries: AuditEntries, caller: Caller, { result, run }: Done, asked: Run): Promise<void> {
  const deed = {
    workspaceId: run.workspaceId,
    environmentId: run.environmentId,
    resourceType: "operation_run",
    resourceId: run.id,
  };
  const { acknowledged, cancelRequested } = run;
  if (result === "acknowledged" && acknowledged !== undefined) {
    const once = { id: `${run.id}.acknowledged`, at: acknowledged.at };
    const metadata = { type: run.type, outcome: run.outcome, note: acknowledged.note };
    await auditEntries.did(caller, { ...deed, action: "operation_run.acknowledged", metadata }, once);
  }
  if (result === "cancel_requested" && cancelRequested !== undefined) {
    const once = { id: `${run.id}.cancel_requested`, at: cancelRequested.at };
    const entry = { ...deed, action: "operation_run.cancel_requested", metadata: { type: run.type } } as const;
    await auditEntries.did(caller, entry, once);
  }
  if (result === "queued") {
    const once = { id: `${run.id}.repeated`, at: run.createdAt };
    const metadata = { type: run.type, repeats: asked.id };
    await auditEntries.did(caller, { ...deed, action: "operation_run.repeated", metadata }, once);
  }
}
