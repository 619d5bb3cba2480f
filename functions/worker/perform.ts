import type { Context } from "aws-lambda";
import type { Clock } from "../../shared/foundation/clock.ts";
import { FencedError } from "../../shared/foundation/fenced-error.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";
import type { Progress, WorkResult } from "../../shared/operations/define-operation.ts";
import { NonRetryableError } from "../../shared/operations/non-retryable-error.ts";
import type { HandlerDependencies } from "../../shared/operations/registry.ts";
import type { Run } from "../../shared/run/run.ts";
import { CancelRequestedError } from "./cancel-requested-error.ts";
import type { Denial, FindDenial } from "./execution-legitimacy.ts";
import type { TrackedDelivery } from "./track-operation-run.ts";

interface Dependencies {
  readonly needs: HandlerDependencies & { readonly findDenial: FindDenial };
  readonly runService: RunService;
  readonly queries: RunQueries;
  readonly clock: Clock;
}

/** Minimum interval between progress writes, because each write costs a write unit. */
const progressEverySeconds = 5;
/** Scope of the records of workspace-level runs; no environment has this id. */
const workspaceScope = "-";
/** Time reserved to store the end of the run: an eighth of the remaining Lambda time, and at most this. */
const reserveMillisMax = 30_000;

/** Runs the handler of a claimed delivery with its input, time budget and progress reporting. */
export function createPerform({ needs, runService, queries, clock }: Dependencies) {
  return async function perform(delivery: TrackedDelivery, context: Context): Promise<WorkResult> {
    if (delivery.claimed === undefined) throw new Error("perform: the delivery was not claimed");
    const { run, operation } = delivery.claimed;
    if (operation.start === "not_startable") throw new Error(`perform: ${operation.type} has no handler`);
    if (run.environmentId === null && operation.ownership === "environment") {
      throw new Error(`perform: ${operation.type} needs an environment`);
    }

    const denial = await needs.findDenial(run, operation);
    if (denial !== undefined) return deniedBy(denial);

    const input = operation.input.safeParse(await queries.getInput(run));
    if (!input.success) throw new NonRetryableError("run.handler_failed", "The stored input of this run is not valid.");

    for (const { environmentId, capability } of operation.start.alsoNeeds?.(input.data) ?? []) {
      const otherDenial = await needs.findDenial({ ...run, environmentId }, { risk: operation.risk, capability });
      if (otherDenial !== undefined) return deniedBy(otherDenial);
    }

    const { handle } = await operation.start.handle();
    const atStart = context.getRemainingTimeInMillis();
    const reserve = Math.ceil(Math.min(reserveMillisMax, atStart / 8));
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error("the attempt's time is up")), Math.max(0, atStart - reserve));
    // The timer must not keep the process alive after the work has ended.
    timer.unref();
    try {
      return await handle(
        {
          run,
          scope: { workspaceId: run.workspaceId, environmentId: run.environmentId ?? workspaceScope },
          input: input.data,
          signal: stop.signal,
          timeLeftMillis: () => context.getRemainingTimeInMillis() - reserve,
          ...reporter(run),
        },
        needs,
      );
    } finally {
      clearTimeout(timer);
    }
  };

  function reporter(run: Run) {
    let reportedAt = clock.now().getTime();
    return { report, confirm };

    async function report(progress: Progress): Promise<void> {
      if (clock.now().getTime() - reportedAt >= progressEverySeconds * 1000) await confirm(progress);
    }

    async function confirm(progress: Progress): Promise<void> {
      reportedAt = clock.now().getTime();
      const write = await runService.reportProgress(run, "phase" in progress ? progress : { counts: { ...progress } });
      if (write.outcome === "refused")
        throw new FencedError(`progress of run ${run.id}`, write.stored?.status === "completed");
      // A cancel request is ignored once all work is done, because there is nothing left to stop.
      const isDone = "processed" in progress && progress.processed >= progress.total;
      if (write.run.cancelRequested !== undefined && !isDone) throw new CancelRequestedError(write.run.cancelRequested);
    }
  }
}

function deniedBy({ reasonCode, message }: Denial): WorkResult {
  return { kind: "ended", outcome: "blocked", reasonCode, failures: [{ code: reasonCode, message }] };
}
