import type { Delivery } from "../dispatch/deliver.ts";
import { type Clock, plusSeconds } from "../foundation/clock.ts";
import { cancelledEnd, isReleased } from "../ledger/cancelled-end.ts";
import type { End, Right } from "../ledger/finish.ts";
import { dueShardCount } from "../ledger/keys.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { RunService } from "../ledger/run-service.ts";
import { addLogKeys, withLogKeys } from "../observability/log-keys.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { hasSteps } from "../operations/steps.ts";
import { isLeftToLease } from "../run/granted-wait.ts";
import { type Lifecycle, type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease } from "../run/status.ts";
import { type Due, decideDue, resendAfterSeconds } from "../run/sweep-due.ts";
import { closedAsFailed } from "./close.ts";
import type { Reconciled, ReconcileRun } from "./reconcile-run.ts";

/** The result of one checked run. */
export const sweepResults = [
  "already_ended",
  "sent_again",
  "reconciled",
  "closed",
  "waits",
  "changed_meanwhile",
  "failed",
  "newer_version",
] as const;
export type SweepResult = (typeof sweepResults)[number];

/** Counts by result, and the workspaces with changes. */
export interface SweepReport {
  readonly counts: Record<SweepResult, number>;
  readonly changed: ReadonlyMap<string, number>;
  /** True when due runs were left for the next sweep. */
  readonly isCutShort: boolean;
}

/** Result of asking an adapter. A failing adapter proves nothing, and does not affect other runs. */
type Proof = Reconciled["result"] | "left_to_lease" | "not_asked" | "adapter_failed";

/** Adapter calls left in this sweep; negative once one was denied. */
interface Allowance {
  proofsLeft: number;
}

interface Limits {
  readonly runsMax: number;
  readonly proofsMax?: number;
  readonly mayGoOn: () => boolean;
}

interface Dependencies {
  readonly queries: RunQueries;
  readonly runService: RunService;
  readonly delivery: Delivery;
  readonly reconcileRun: ReconcileRun;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
  readonly clock: Clock;
  /** Reports the failure of one run, which never stops the sweep. */
  readonly onFailure: (runId: string, error: unknown) => void;
}

const pageSize = 50;
/** Adapters read stored records; the limit of adapter calls per sweep. The next sweep asks the rest. */
export const proofsAskedMax = 200;
/** Interval for asking again about an idle run whose proof may appear at any time. */
const lookAgainSeconds = 300;

/**
 * Processes every due run: resends undelivered ones, asks adapters for proof, closes runs that nothing else will end,
 * and schedules the next check of the rest. The index only supplies candidates: each decision uses a consistent read,
 * and each write is conditional on an unchanged run. Concurrent sweeps are safe.
 */
export function createSweep(parts: Dependencies) {
  const { queries, runService, delivery, clock } = parts;

  return async function sweep(limits: Limits): Promise<SweepReport> {
    const counts: Record<SweepResult, number> = {
      already_ended: 0,
      sent_again: 0,
      reconciled: 0,
      closed: 0,
      waits: 0,
      changed_meanwhile: 0,
      failed: 0,
      newer_version: 0,
    };
    const changed = new Map<string, number>();
    const allowance: Allowance = { proofsLeft: limits.proofsMax ?? proofsAskedMax };
    let looked = 0;
    // Starts with another shard each minute, so that a long list in one never starves the others.
    const first = Math.floor(clock.now().getTime() / 60_000) % dueShardCount;

    for (let step = 0; step < dueShardCount; step++) {
      const shard = (first + step) % dueShardCount;
      let next: Record<string, unknown> | undefined;
      do {
        if (looked >= limits.runsMax || !limits.mayGoOn()) return { counts, changed, isCutShort: true };
        const page = await queries.findDue(shard, clock.now().toISOString(), pageSize, next);
        for (const runId of page.ids) {
          if (looked >= limits.runsMax || !limits.mayGoOn()) return { counts, changed, isCutShort: true };
          looked++;
          counts[await withLogKeys({ runId }, () => lookAfterSafely(runId, changed, allowance))]++;
        }
        next = page.next;
      } while (next !== undefined);
    }
    return { counts, changed, isCutShort: allowance.proofsLeft < 0 };
  };

  async function lookAfterSafely(
    runId: string,
    changed: Map<string, number>,
    allowance: Allowance,
  ): Promise<SweepResult> {
    try {
      const run = await queries.getRun(runId);
      if (run === undefined) return "already_ended";
      addLogKeys({ workspaceId: run.workspaceId });
      // Only the newer release that wrote the run can process it; it stays due and is counted.
      if (isFromNewerRelease(run)) return "newer_version";
      const result = await lookAfter(run, allowance);
      if (isChange[result]) changed.set(run.workspaceId, (changed.get(run.workspaceId) ?? 0) + 1);
      return result;
    } catch (error) {
      parts.onFailure(runId, error);
      return "failed";
    }
  }

  async function lookAfter(run: Run, allowance: Allowance): Promise<SweepResult> {
    const operation = parts.findOperation(run.type);
    const lifecycle: Lifecycle = operation === undefined ? "uncovered" : lifecycleOf(operation, parts.overrides);
    const due = decideDue(hasSteps(operation) ? withoutStop(run) : run, lifecycle, clock.now());
    if (due.kind === "ended") return "already_ended";

    // Proof first: a run closed as failed stays failed, so a provable end must be found before closing.
    const proof = await askFor(run, operation, allowance);
    if (proof === "reconciled") return "reconciled";
    if (proof === "already_terminal") return "changed_meanwhile";
    // Not asked: the run stays due, and the next sweep asks.
    if (proof === "not_asked") return "waits";
    const done = await lookWithoutProof(run, operation, due, proof);
    return proof === "adapter_failed" && done === "waits" ? "failed" : done;
  }

  async function lookWithoutProof(
    run: Run,
    operation: AnyOperation | undefined,
    due: Exclude<Due, { kind: "ended" }>,
    proof: Proof,
  ): Promise<SweepResult> {
    switch (due.kind) {
      case "wait":
        return rearm(
          run,
          looksAgain[proof] ? earlier(due.until, plusSeconds(clock.now(), lookAgainSeconds)) : due.until,
        );
      case "send_again":
        return sendAgain(run, operation);
      case "end":
        // Its record says that it continues, or its state is unknown: shown as stale, and closed only at the last
        // limit.
        if (isPerhapsAlive[proof] && due.reasonCode !== "run.infrastructure_timeout_or_abandonment") {
          return rearm(run, plusSeconds(clock.now(), lookAgainSeconds));
        }
        return end(run, closedAsFailed(run, "scheduled_reconciler", due.reasonCode), "observed");
      case "cancel":
        // No worker is left, whatever the record says; but a provable end must not be missed.
        if (proof === "adapter_failed") return rearm(run, plusSeconds(clock.now(), lookAgainSeconds));
        return end(run, cancelledEnd(due.request, isReleased(run)), "cancel");
      default:
        return due satisfies never;
    }
  }

  /** While a lease is live the worker is authoritative; adapter calls per sweep are limited. */
  async function askFor(run: Run, operation: AnyOperation | undefined, allowance: Allowance): Promise<Proof> {
    if (isLeftToLease(run, clock.now())) return "left_to_lease";
    const isAdapter = operation !== undefined && operation.reconcile !== "unsupported";
    if (isAdapter && --allowance.proofsLeft < 0) return "not_asked";
    try {
      return (await parts.reconcileRun(run, "adapter_reconciler")).result;
    } catch (error) {
      parts.onFailure(run.id, error);
      return "adapter_failed";
    }
  }

  async function rearm(run: Run, until: string): Promise<SweepResult> {
    return (await runService.rearm(run, until)).outcome === "written" ? "waits" : "changed_meanwhile";
  }

  async function sendAgain(run: Run, operation: AnyOperation | undefined): Promise<SweepResult> {
    // The reservation moves the next check. Where another sender was first, the run is due again at the next sweep.
    const delivered = operation && (await delivery.deliverAgain(run, operation.lane));
    if (delivered === undefined) await runService.rearm(run, plusSeconds(clock.now(), resendAfterSeconds));
    return delivered?.kind === "delivered" ? "sent_again" : "changed_meanwhile";
  }

  async function end(run: Run, how: End, right: Right): Promise<SweepResult> {
    const write = await runService.finish(run, how, right);
    return write.outcome === "written" ? "closed" : "changed_meanwhile";
  }
}

/** A run in steps carries a request to stop out itself; until then it continues like any other. */
const withoutStop = ({ cancelRequested: _stop, ...run }: Run): Run => run;

/** Whether an overdue run may still be in progress, as far as is known. */
const isPerhapsAlive: Record<Proof, boolean> = {
  reconciled: false,
  already_terminal: false,
  no_proof: false,
  unsupported: false,
  left_to_lease: true,
  not_asked: true,
  still_running: true,
  adapter_failed: true,
};

/** Whether a later call of the adapter may find proof; without an adapter there is no reason to check early. */
const looksAgain: Record<Proof, boolean> = {
  reconciled: false,
  already_terminal: false,
  no_proof: true,
  unsupported: false,
  left_to_lease: false,
  not_asked: false,
  still_running: true,
  adapter_failed: true,
};

const earlier = (a: string, b: string) => (a < b ? a : b);

const isChange: Record<SweepResult, boolean> = {
  already_ended: false,
  sent_again: true,
  reconciled: true,
  closed: true,
  waits: false,
  changed_meanwhile: false,
  failed: false,
  newer_version: false,
};
