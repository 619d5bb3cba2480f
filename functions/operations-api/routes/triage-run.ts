import type * as z from "zod";
import type { People } from "../../../shared/access/people-store.ts";
import type { RunTruths } from "../../../shared/actionability/run-truths.ts";
import type { Clock } from "../../../shared/clock.ts";
import type { triageRequest } from "../../../shared/contract/actions.ts";
import type { triageAnswered } from "../../../shared/contract/system.ts";
import { triageRun } from "../../../shared/contract/system-routes.ts";
import { deriveTriage } from "../../../shared/derived/triage.ts";
import { notFound } from "../../../shared/errors.ts";
import { isId } from "../../../shared/ids.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import type { RunService } from "../../../shared/ledger/run-service.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { CancelRun } from "../../../shared/reconcile/cancel-run.ts";
import type { AuditAction } from "../../../shared/run/audit-entry.ts";
import type { Run } from "../../../shared/run/run.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { needPlatform, platformOr404 } from "../../middleware/platform-guard.ts";
import { systemRunDetailOf } from "../../middleware/system-run-answer.ts";
import { noteOr422 } from "../note.ts";
import { notAvailable, type RepeatRun } from "../repeat-run.ts";

interface Parts {
  readonly people: Pick<People, "findPlatform">;
  readonly queries: Pick<RunQueries, "getRun">;
  readonly truths: Pick<RunTruths, "evaluate">;
  readonly runService: Pick<RunService, "markInvestigated">;
  readonly cancelRun: CancelRun;
  readonly repeatRun: RepeatRun;
  readonly auditEntries: AuditEntries;
  readonly clock: Clock;
}

interface Done {
  readonly result: z.infer<typeof triageAnswered>["result"];
  readonly run: Run;
  /** What is written down, once, beside what the run's own end says; nothing when nothing was done. */
  readonly entry?: {
    readonly action: AuditAction;
    readonly at: string;
    readonly metadata: Record<string, unknown>;
  };
}
type Request = z.infer<typeof triageRequest>;

/** The platform plane's few ways to help with a run of any workspace; each is written down in that workspace. */
export const triageRunEndpoint = (parts: Parts) =>
  writeEndpoint(triageRun, async ({ caller, locale, param, body }) => {
    const { people, queries, truths, auditEntries } = parts;
    const held = await platformOr404(people, caller);
    const runId = param("run");
    const run = isId(runId) ? await queries.getRun(runId) : undefined;
    if (run === undefined) throw notFound();
    needPlatform(held, triageRun.capability);
    if (body.action === "mark_investigated") noteOr422(body.note);

    const by = initiatorOf(caller).id;
    const before = doneBefore(run, body, by);
    if (before === undefined) {
      const offered = deriveTriage({ run, truth: await truths.evaluate(run), operation: findOperation(run.type) });
      if (!offered.includes(body.action)) throw notOffered();
    }
    const done = before ?? (await act(parts, caller, run, body));
    if (done.entry !== undefined) {
      const { action, at, metadata } = done.entry;
      await auditEntries.did(
        caller,
        {
          workspaceId: done.run.workspaceId,
          environmentId: done.run.environmentId,
          action,
          resourceType: "operation_run",
          resourceId: done.run.id,
          metadata: { type: done.run.type, plane: "platform", ...metadata },
        },
        { id: `${done.run.id}.${action}`, at },
      );
    }
    const answer: z.input<typeof triageAnswered> = {
      result: done.result,
      run: systemRunDetailOf({ run: done.run, truth: await truths.evaluate(done.run) }, held, locale),
    };
    return { status: 200, body: answer };
  });

const notOffered = () => notAvailable("The run does not offer this now. Look at it again.");

/** What the same person's same request came to before. */
function doneBefore(run: Run, { action, note }: Request, by: string): Done | undefined {
  const { investigated, cancelRequested, endedBy } = run;
  if (action === "mark_investigated" && investigated?.by === by && investigated.note === note) return marked(run);
  if (action !== "cancel") return undefined;
  if (cancelRequested?.by === by) return requested(run);
  const isByThem = endedBy?.reasonCode === "run.cancelled_by_platform" && endedBy.actor === by;
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
    case "retry": {
      const again = await repeatRun(run, initiator);
      if (again.result === "already_running") return { result: "already_running", run: again.run };
      const metadata = { repeats: run.id };
      const entry = { action: "operation_run.triage.retried", at: again.run.createdAt, metadata } as const;
      return { result: "retried", run: again.run, entry };
    }
    case "cancel": {
      const cancelled = await cancelRun(run, { ...stamp, plane: "platform" });
      return cancelled.result === "cancelled" ? { result: "cancelled", run: cancelled.run } : requested(cancelled.run);
    }
    case "mark_investigated": {
      const write = await runService.markInvestigated(run, { ...stamp, note: noteOr422(note) });
      if (write.outcome === "refused") throw notOffered();
      return marked(write.run);
    }
    default:
      return action satisfies never;
  }
}

function marked(run: Run): Done {
  const { investigated } = run;
  if (investigated === undefined) return { result: "marked", run };
  const { at, note } = investigated;
  return { result: "marked", run, entry: { action: "operation_run.triage.investigated", at, metadata: { note } } };
}

/** Somebody works on it and is told; or it turned out to be done, and then nothing was asked. */
function requested(run: Run): Done {
  const at = run.cancelRequested?.at;
  const result = "cancel_requested";
  if (at === undefined) return { result, run };
  return { result, run, entry: { action: "operation_run.cancel_requested", at, metadata: {} } };
}
