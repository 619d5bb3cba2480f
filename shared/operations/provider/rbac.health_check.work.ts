import type * as z from "zod";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import type { connectionInput } from "./connection-choice.ts";
import { endWithout, failuresOf, type UsedConnection, withConnection } from "./end-of-reads.ts";
import { rbacContent, rbacSteps } from "./intune-roles.ts";
import { publishReport, type ReportDependencies } from "./publish-report.ts";
import { type ReadingDependencies, readLists } from "./read-lists.ts";

interface HandleDependencies extends ReadingDependencies, ReportDependencies, UsedConnection {
  readonly tickets: Tickets;
}

/** Checks the role assignments of Intune. Without its role definitions nothing can be said: the run is blocked. */
export function handle(work: Work<z.infer<typeof connectionInput>>, needs: HandleDependencies): Promise<WorkResult> {
  return withConnection(work, needs, async (connection) => {
    const n = await takeAttemptTicket(work, "rbac-reports", needs.tickets, { phase: "asking_provider" });
    const read = await readLists(work, connection, n, needs, rbacSteps);
    if (read.kind === "handed_over") return read.result;
    const roles = read.reads.get("roles");
    if (roles === undefined || roles.failure !== undefined) return endWithout(failuresOf(read.reads.values()));

    const content = rbacContent(read.reads);
    const total = content.assignments.length;
    return publishReport(work, connection, read.reads, needs, {
      kind: "rbac-reports",
      n,
      content,
      summaryCounts: { total, processed: total, findings: content.findings.length },
    });
  });
}
