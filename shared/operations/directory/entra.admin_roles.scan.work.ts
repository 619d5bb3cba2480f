import type * as z from "zod";
import type { Failure } from "../../run/run.ts";
import { type Tickets, takeAttemptTicket } from "../attempt-ticket.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import type { connectionInput } from "../provider/connection-choice.ts";
import { endWithout, failuresOf, type UsedConnection, withConnection } from "../provider/end-of-reads.ts";
import { publishReport, type ReportDependencies } from "../provider/publish-report.ts";
import { type ReadingDependencies, type Reads, readLists } from "../provider/read-lists.ts";
import { adminRoleSteps, scanOf } from "./admin-roles.ts";

interface HandleDependencies extends ReadingDependencies, ReportDependencies, UsedConnection {
  readonly tickets: Tickets;
}

/**
 * Scans who holds administrator roles. Without a licence for Privileged Identity Management, eligible and activated
 * assignments are unknown; the scan states it, and the run succeeds with a warning.
 */
export function handle(work: Work<z.infer<typeof connectionInput>>, needs: HandleDependencies): Promise<WorkResult> {
  return withConnection(work, needs, async (connection) => {
    const n = await takeAttemptTicket(work, "admin-role-scans", needs.tickets, { phase: "asking_provider" });
    const read = await readLists(work, connection, n, needs, () => adminRoleSteps);
    if (read.kind === "handed_over") return read.result;
    const assignments = read.reads.get("assignments");
    if (assignments === undefined || assignments.failure !== undefined) {
      return endWithout(failuresOf(read.reads.values()));
    }

    const { content, findings, total, undefinedRoles } = scanOf(read.reads, assignments);
    const unlicensed = failuresOf(read.reads.values()).filter(({ code }) => code === "provider_not_licensed").length;
    const missing: Failure[] =
      undefinedRoles === 0
        ? []
        : [
            {
              code: "directory.definitions_missing",
              message: `${undefinedRoles} assignments refer to unknown role definitions.`,
              count: undefinedRoles,
            },
          ];
    return publishReport(work, connection, withoutLicenceFailures(read.reads), needs, {
      kind: "admin-role-scans",
      n,
      content,
      failures: missing,
      summaryCounts: { total, processed: total, findings, warnings: unlicensed },
    });
  });
}

/** A missing licence is a fact about the tenant, not a problem of the run. */
const withoutLicenceFailures = (reads: Reads): Reads =>
  new Map([...reads].filter(([, { failure }]) => failure?.code !== "provider_not_licensed"));
