import type { Clock } from "../foundation/clock.ts";
import { currentTraceId } from "../foundation/trace-id.ts";
import { boundedContext } from "../run/context.ts";
import { failureSummary } from "../run/failure-summary.ts";
import type { EndSource, Failure, ReconciliationFacts, RelatedRef, Run } from "../run/run.ts";
import { type EndOutcome, isProblem } from "../run/status.ts";
import { summaryCounts } from "../run/summary-counts.ts";
import { conditions } from "./conditions.ts";
import type { Item } from "./item.ts";
import { problemShardOf } from "./keys.ts";
import { problemOpenKey } from "./open-keys.ts";
import { baseItem, type NewRun, parseRun } from "./run-item.ts";
import type { Store } from "./store.ts";
import type { WriteOutcome } from "./write-outcome.ts";

/** How a run ends: the same for its worker, the bridge, the sweep, an adapter and an operator. */
export interface End {
  readonly outcome: EndOutcome;
  readonly source: EndSource;
  readonly reasonCode?: string;
  readonly actor?: string;
  readonly summaryCounts?: Readonly<Record<string, number>>;
  readonly failures?: readonly Failure[];
  readonly related?: RelatedRef;
  /** Present unless the run's own worker ended it. */
  readonly reconciliation?: Omit<ReconciliationFacts, "reconciledAt" | "previousStatus" | "previousOutcome">;
}

/**
 * What entitles a writer to complete the run.
 * `attempt`: the worker that owns it. `undelivered`: its creator, after the queue refused the message. `observed`:
 * all others, from a consistent read. They may prove a success at any time, and write any other outcome only when the
 * run is unchanged and has no live lease. `cancel`: the same for a person's request, which also ends a waiting run: its
 * lease only holds off the sweep.
 */
export type Right = "attempt" | "undelivered" | "observed" | "cancel";

interface Dependencies {
  readonly update: (runId: string, change: string, condition: string, values: Item) => Promise<WriteOutcome>;
  readonly store: Store;
  readonly clock: Clock;
}

/** The only way to complete a run. */
export function createFinish({ update, store, clock }: Dependencies) {
  return {
    /** Completes an active run. When refused, the caller gets the stored run; a completed run never changes again. */
    finish(run: Run, end: End, right: Right): Promise<WriteOutcome> {
      const now = clock.now().toISOString();
      const values: Item = {
        now,
        completed: "completed",
        outcome: end.outcome,
        endedBy: compact({
          source: end.source,
          reasonCode: end.reasonCode,
          actor: end.actor,
          // Only a problem is looked up in the log, and a success has no room for it in its write unit.
          traceId: isProblem(end.outcome) ? currentTraceId() : undefined,
        }),
        ...storable(end),
        related: end.related,
        reconciliation: end.reconciliation && {
          ...end.reconciliation,
          evidence: boundedContext(end.reconciliation.evidence),
          previousStatus: run.status,
          previousOutcome: run.outcome,
          reconciledAt: now,
        },
        problemOpen: problemOpenKey({
          ...run,
          outcome: end.outcome,
          decision: end.reconciliation?.decision,
          reasonCode: end.reasonCode,
          failureCode: (end.failures ?? run.failures)[0]?.code,
        }),
        problemShard: problemShardOf(run.id),
        attempt: run.attempt,
        dispatchedAt: run.context.dispatch?.dispatchedAt,
      };
      return update(run.id, endChange(end), condition(run, end, right), values);
    },

    /**
     * Stores a run that is complete on creation: platform activity kept for the record. It appears in the timeline,
     * never in the open or due indexes.
     */
    async recordCompleted(start: NewRun, end: End): Promise<WriteOutcome> {
      const now = clock.now().toISOString();
      const item = {
        ...baseItem(start),
        ...storable(end),
        status: "completed",
        outcome: end.outcome,
        completedAt: now,
        endedBy: compact({ source: end.source, reasonCode: end.reasonCode }),
      };
      const write = await store.put(item, "attribute_not_exists(pk)");
      const run = parseRun(write.item);
      return write.outcome === "written" && run !== undefined
        ? { outcome: "written", run }
        : { outcome: "refused", stored: run };
    },
  };
}

/** Counts and failures as stored: whitelisted, bounded, without secrets or internal names. */
function storable(end: End): Item {
  return {
    ...(end.summaryCounts && { summaryCounts: summaryCounts(end.summaryCounts) }),
    ...(end.failures && { failures: failureSummary(end.failures) }),
  };
}

function condition(run: Run, end: End, right: Right): string {
  switch (right) {
    case "attempt":
      return conditions.ownAttempt;
    case "undelivered":
      return conditions.undelivered;
    case "observed":
      return end.outcome === "succeeded"
        ? conditions.stillActive
        : conditions.unchangedAndIdle({ attempt: run.attempt, dispatchedAt: run.context.dispatch?.dispatchedAt });
    case "cancel":
      return conditions.unchangedAndReleased({
        attempt: run.attempt,
        dispatchedAt: run.context.dispatch?.dispatchedAt,
      });
    default:
      return right satisfies never;
  }
}

function endChange(end: End): string {
  const set = ["#status = :completed", "#outcome = :outcome", "#completedAt = :now", "#endedBy = :endedBy"];
  // Owner attributes are removed, so that a problem's failures fit into the same write unit.
  const remove = ["#messageId", "#receiveCount", "#claimToken", "#leaseUntil", "#requestToken", "#checkpoint"];
  if (end.summaryCounts) set.push("#summaryCounts = :summaryCounts");
  if (end.failures) set.push("#failures = :failures");
  if (end.related) set.push("#context.#related = :related");
  if (end.reconciliation) set.push("#reconciliation = :reconciliation");
  if (isProblem(end.outcome)) set.push("#openKey = :problemOpen", "#dueShard = :problemShard", "#dueAt = :now");
  else remove.push("#openKey", "#dueShard", "#dueAt");
  return `SET ${set.join(", ")} REMOVE ${remove.join(", ")}`;
}

function compact(values: Item): Item {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
