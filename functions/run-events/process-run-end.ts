import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import {
  type Correlated,
  correlationOf,
  type createSuccessPointer,
  successOf,
} from "../../shared/ledger/success-pointer.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import { createRetireIfSuperseded } from "../../shared/reconcile/retire-superseded.ts";
import { isLater } from "../../shared/run/generation.ts";
import type { Run } from "../../shared/run/run.ts";
import { isProblem } from "../../shared/run/status.ts";

interface Dependencies {
  readonly queries: RunQueries;
  readonly runService: RunService;
  readonly successPointer: ReturnType<typeof createSuccessPointer>;
  readonly findOperation: (type: string) => AnyOperation | undefined;
}

/** Page size for open problems; those with one correlation key are few. */
const pageSize = 100;

/**
 * Processes the end of a run. A success is recorded and retires the open problems that it supersedes. A problem that
 * a success already supersedes is retired too, because their ends may be processed in either order. Idempotent.
 */
export function createProcessRunEnd({ queries, runService, successPointer, findOperation }: Dependencies) {
  const retireIfSuperseded = createRetireIfSuperseded({ runService, successPointer, findOperation });

  return async function follow(run: Run): Promise<void> {
    const operation = findOperation(run.type);
    // A later success supersedes neither runs that require manual review nor runs of unknown types.
    if (operation === undefined || operation.actionability === "manual_review") return;
    const scope = correlationOf(run);
    if (scope === undefined || run.completedAt === undefined) return;

    if (isProblem(run.outcome)) {
      await retireIfSuperseded(run);
      return;
    }
    if (run.outcome !== "succeeded") return;
    await successPointer.remember(scope, successOf(run));
    await retireSuperseded(run, scope);
  };

  /** Reads only problems with the success's correlation key, however many the environment has. */
  async function retireSuperseded(success: Run, line: Correlated): Promise<void> {
    let next: Record<string, unknown> | undefined;
    do {
      const page = await queries.findOpenProblems({ ...line, line }, pageSize, next);
      for (const problem of await queries.getRuns(page.ids)) {
        const isSameWork = problem.type === line.type && problem.correlationHash === line.correlationHash;
        if (isSameWork && isProblem(problem.outcome) && isLater(success, problem)) await runService.retire(problem);
      }
      next = page.next;
    } while (next !== undefined);
  }
}
