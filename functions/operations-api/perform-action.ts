import type * as z from "zod";
import type { Member } from "../../shared/access/member.ts";
import type { actionAnswered, actionRequest } from "../../shared/contract/actions.ts";
import { mayJudge } from "../../shared/derived/actions.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunAnnotations } from "../../shared/ledger/run-annotations.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import { findOperation } from "../../shared/operations/registry.ts";
import type { Run } from "../../shared/run/run.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import { type Caller, initiatorOf } from "../middleware/caller.ts";
import { need } from "../middleware/scope-guard.ts";
import type { RunRepresentations } from "../representations/run.ts";
import { createAcknowledgeIssue } from "./acknowledge-issue.ts";
import { type FindRepetition, notOffered, type RepeatRun } from "./repeat-run.ts";
import { annotationOf, auditedRun, isSameAnnotation, noteOr422 } from "./run-annotation.ts";
import { findEarlierStop, type StopRun } from "./stop-run.ts";

interface Dependencies {
  readonly queries: RunQueries;
  readonly answers: RunRepresentations;
  readonly runAnnotations: Pick<RunAnnotations, "acknowledge">;
  readonly stopRun: StopRun;
  readonly repeatRun: RepeatRun;
  readonly findRepetition: FindRepetition;
  readonly auditEntries: Pick<AuditEntries, "partOf">;
  readonly clock: Clock;
}

/** What was done. For `run_again` the run is the new one, or the active one that already does that work. */
interface Done {
  readonly result: z.infer<typeof actionAnswered>["result"];
  readonly run: Run;
}
type Request = z.infer<typeof actionRequest>;

/**
 * Performs an action on a run that a member sees. Eligibility is evaluated again, because the actions on the caller's
 * page may be stale; a run that does not offer the action throws. Idempotent: a repeated request returns the same
 * result; a repetition of a run does so under the same key.
 */
export function createPerformAction(parts: Dependencies) {
  return async function performAction(
    member: Member,
    caller: Caller,
    run: Run,
    request: Request,
    key?: string,
  ): Promise<Done> {
    const operation = findOperation(run.type);
    const isJudged = request.action === "acknowledge" && mayJudge(operation, member.can);
    if (operation !== undefined && !isJudged) need(member, operation.capability);
    if (request.action === "acknowledge") noteOr422(request.note);
    const isRepetition = request.action === "run_again" && key !== undefined;
    const made = isRepetition ? await parts.findRepetition(run, initiatorOf(caller), key) : undefined;
    if (made !== undefined) return made;
    if (!isDone(run, request, caller)) {
      // The language has no part in what is offered.
      const { actions } = await parts.answers.present(member, run, "en");
      if (!actions.some(({ action }) => action === request.action)) throw notOffered();
    }
    return act(parts, caller, run, request, key);
  };
}
export type PerformAction = ReturnType<typeof createPerformAction>;

/** Whether the same request by the same caller was already carried out. */
function isDone(run: Run, { action, note }: Request, caller: Caller): boolean {
  if (action === "cancel") return findEarlierStop(run, caller) !== undefined;
  return action === "acknowledge" && isSameAnnotation(run.acknowledged, caller, note);
}

async function act(
  parts: Dependencies,
  caller: Caller,
  run: Run,
  { action, note }: Request,
  key?: string,
): Promise<Done> {
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
      return parts.repeatRun(run, initiatorOf(caller), { key });
    default:
      return action satisfies never;
  }
}
