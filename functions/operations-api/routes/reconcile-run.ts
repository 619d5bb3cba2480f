import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { reconcileRun } from "../../../shared/contract/operation-routes.ts";
import type { reconcileAnswer } from "../../../shared/contract/runs.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import type { ReconcileRun } from "../../../shared/reconcile/reconcile-run.ts";
import type { AuditEntries } from "../../middleware/audit-entries.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { RunRepresentations } from "../../representations/run.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly reconcile: ReconcileRun;
  readonly auditEntries: AuditEntries;
  readonly answers: RunRepresentations;
}

/**
 * Reconciles one run on request. It writes only a proven end. Each request adds an audit entry with its result. An end
 * that it writes is audited by the end itself, even when the request dies. A request that dies without writing an end
 * leaves no entry: it changed nothing, and entries are immutable.
 */
export const reconcileRunEndpoint = (parts: Dependencies) =>
  actionEndpoint(reconcileRun, async ({ caller, locale, param }) => {
    const { access, queries, reconcile, auditEntries, answers } = parts;
    const member = await workspaceOr404(access, caller, param("ws"));
    const requested = await runOr404(queries, member, param("run"));
    need(member, reconcileRun.capability);

    const { result, run, answer } = await reconcile(requested, "operator_reconcile", initiatorOf(caller).id);
    const { workspaceId, environmentId } = run;
    await auditEntries.recordAction(caller, {
      workspaceId,
      environmentId,
      action: "operation_run.reconcile_requested",
      resourceType: "operation_run",
      resourceId: run.id,
      outcome: "info",
      metadata: {
        type: run.type,
        result,
        previousStatus: requested.status,
        status: run.status,
        outcome: run.outcome,
        ...(answer && { decision: answer.decision, reasonCode: answer.reasonCode }),
      },
    });
    const body: z.input<typeof reconcileAnswer> = { result, run: await answers.present(member, run, locale) };
    return { status: 200, body };
  });
