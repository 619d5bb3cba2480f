import { type Member, sees } from "../../shared/access/member.ts";
import { isId } from "../../shared/foundation/ids.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { Run } from "../../shared/run/run.ts";
import { notFound } from "./errors.ts";

/** The current run. Throws the common 404 for one outside the workspace or the environments the member sees. */
export async function runOr404(queries: Pick<RunQueries, "getRun">, member: Member, runId: string): Promise<Run> {
  const run = isId(runId) ? await queries.getRun(runId) : undefined;
  if (run === undefined || run.workspaceId !== member.workspace.id || !sees(member, run.environmentId)) {
    throw notFound();
  }
  return run;
}
