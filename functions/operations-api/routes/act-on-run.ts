import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { actionAnswered, actionRequest } from "../../../shared/contract/actions.ts";
import { actOnRun } from "../../../shared/contract/operation-routes.ts";
import { mayJudge } from "../../../shared/derived/actions.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { RunAnnotations } from "../../../shared/ledger/run-annotations.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import type { Run } from "../../../shared/run/run.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../../middleware/caller.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { RunRepresentations } from "../../representations/run.ts";
import { createAcknowledgeIssue } from "../acknowledge-issue.ts";
import { notAvailable, type RepeatRun } from "../repeat-run.ts";
import { annotationOf, auditedRun, isSameAnnotation, noteOr422 } from "../run-annotation.ts";
import { findEarlierStop, type StopRun } from "../stop-run.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly answers: RunRepresentations;
  readonly runAnnotations: Pick<RunAnnotations, "acknowledge">;
  readonly stopRun: StopRun;
  readonly repeatRun: RepeatRun;
  readonly auditEntries: Pick<AuditEntries, "partOf">;
  readonly clock: Clock;
}

interface Done {
  readonly result: z.infer<typeof actionAnswered>["result"];
  readonly run: Run;
}
type Request = z.infer<typeof actionRequest>;

/**
 * Performs an action on a run. Eligibility is evaluated again, because the actions on the caller's page may be stale.
 * Idempotent: a repeated request returns the same result.
 */
export const actOnRunEndpoint = (parts: Dependencies) =>
  writeEndpoint(actOnRun, async ({ caller, locale, param, body }) => {
    const { access, queries, answers } = parts;
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("run"));
    need(member, actOnRun.capability);
    const operation = findOperation(run.type);
    const isJudged = body.action === "acknowledge" && mayJudge(operation, member.can);
    if (operation !== undefined && !isJudged) need(member, operation.capability);
    if (body.action === "acknowledge") noteOr422(body.note);

    if (!isDone(run, body, caller)) {
      const { actions } = await answers.present(member, run, locale);
      if (!actions.some(({ action }) => action === body.action)) throw notOffered();
    }
    const done = await act(parts, caller, run, body);
    const answer: z.input<typeof actionAnswered> = {
      result: done.result,
      run: await answers.present(member, done.run, locale),
    };
    return { status: 200, body: answer };
  });

const notOffered = () =>
  notAvailable("The run no longer offers this action. Reload the run to see its current actions.");

/** Whether the same request by the same caller was already carried out. */
function isDone(run: Run, { action, note }: Request, caller: Caller): boolean {
  if (action === "cancel") return findEarlierStop(run, caller) !== undefined;
  return action === "acknowledge" && isSameAnnotation(run.acknowledged, caller, note);
}

async function act(parts: Dependencies, caller: Caller, run: Run, { action, note }: Request): Promise<Done> {
  switch (action) {
    case "acknowledge": {
      if (isSameAnnotation(run.acknowledged, caller, note)) return { result: "acknowledged", run };
      const annotation = annotationOf(caller, note, parts.clock);
      const acknowledgeIssue = createAcknowledgeIssue({
        queries: parts.queries,
        acknowledge: (one, by) =>
          parts.runAnnotations.acknowledge(one, by, () =>
            parts.auditEntries.partOf(caller, {
              ...auditedRun(one),
              action: "operation_run.acknowledged",
              metadata: { type: one.type, outcome: one.outcome, note: by.note },
            }),
          ),
      });
      const write = await acknowledgeIssue(run, annotation);
      if (write.outcome === "refused") throw notOffered();
      return { result: "acknowledged", run: write.run };
    }
    case "cancel":
      return parts.stopRun(run, caller);
    case "run_again":
      return parts.repeatRun(run, initiatorOf(caller));
    default:
      return action satisfies never;
  }
}
