import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import { correlationOf, type createSuccessPointer, successOf } from "../../shared/ledger/success-pointer.ts";
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

/** Open problems are read in pages of this many; those of one environment are few. */
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
    await retireSuperseded(run);
  };

  async function retireSuperseded(success: Run): Promise<void> {
    let next: Record<string, unknown> | undefined;
    do {
      const page = await queries.findOpenProblems(success.workspaceId, success.environmentId, pageSize, next);
      // Told from the index alone, so that the problems of other work cost nothing more than their entries.
      const ofSameWork = page.problems.filter(
        ({ type, correlationHash }) => type === success.type && correlationHash === success.correlationHash,
      );
      for (const problem of await queries.getRuns(ofSameWork.map(({ id }) => id))) {
        if (isProblem(problem.outcome) && isLater(success, problem)) await runService.retire(problem);
      }
      next = page.next;
    } while (next !== undefined);
  }
}
