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

interface Parts {
  readonly queries: RunQueries;
  readonly runService: RunService;
  readonly successPointer: ReturnType<typeof createSuccessPointer>;
  readonly findOperation: (type: string) => AnyOperation | undefined;
}

/** Open problems are read in pages of this many; those of one line are few. */
const pageSize = 100;

/**
 * What follows from the end of a run: a success is remembered and takes the problems it supersedes off
 * the list of open work; a problem that a success already supersedes takes itself off, because the two
 * ends may cross. Repeating it changes nothing.
 */
export function createFollow({ queries, runService, successPointer, findOperation }: Parts) {
  const retireIfSuperseded = createRetireIfSuperseded({ runService, successPointer, findOperation });

  return async function follow(run: Run): Promise<void> {
    const operation = findOperation(run.type);
    // No later success speaks for work that a person must judge, nor for work we do not know.
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

  /** Reads the problems of the success's own line and no others, however many the environment has. */
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
