import { type Clock, plusSeconds } from "../clock.ts";
import type { Delivery } from "../dispatch/deliver.ts";
import { cancelledEnd, isLetGo } from "../ledger/cancelled-end.ts";
import type { End } from "../ledger/finish.ts";
import { dueShardCount } from "../ledger/keys.ts";
import type { RunQueries } from "../ledger/run-queries.ts";
import type { RunService } from "../ledger/run-service.ts";
import { addLogKeys, withLogKeys } from "../log-keys.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { type Due, decideDue, resendAfterSeconds } from "../run/due.ts";
import { type Lifecycle, type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import type { Run } from "../run/run.ts";
import { isFromNewerRelease } from "../run/status.ts";
import { closedAsFailed } from "./close.ts";
import type { Reconciled, ReconcileRun } from "./reconcile-run.ts";

/** What became of one run a sweep looked at. */
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

/** A number per result, and the workspaces in which something changed. */
export interface SweepReport {
  readonly counts: Record<SweepResult, number>;
  readonly changed: ReadonlyMap<string, number>;
  /** True when due runs were left for the next sweep. */
  readonly isCutShort: boolean;
}

/** What asking came to. An adapter that fails proves nothing, and one run's failure is no other run's. */
type Proof = Reconciled["result"] | "left_to_lease" | "not_asked" | "adapter_failed";

/** How many more adapters one sweep may ask; below zero once one was turned away. */
interface Allowance {
  proofsLeft: number;
}

interface Limits {
  readonly runsMax: number;
  readonly proofsMax?: number;
  readonly mayGoOn: () => boolean;
}

interface Parts {
  readonly queries: RunQueries;
  readonly runService: RunService;
  readonly delivery: Delivery;
  readonly reconcileRun: ReconcileRun;
  readonly findOperation: (type: string) => AnyOperation | undefined;
  readonly overrides: LifecycleOverrides;
  readonly clock: Clock;
  /** One run's trouble is reported and never stops the sweep. */
  readonly onFailure: (runId: string, error: unknown) => void;
}

const pageSize = 50;
/** Adapters read stored records; one sweep asks this often at most, and the rest is asked by the next one. */
export const proofsAskedMax = 200;
/** When to look again for proof that may come to be at any time, of a run that has nobody at work on it. */
const lookAgainSeconds = 300;

/**
 * Looks after every run that is due: sends undelivered ones again, asks adapters for proof, closes what
 * nothing will end any more, and sets the next look for the rest. The index only says whom to look at;
 * each verdict rests on a consistent read, each write on nothing having changed since. Two sweeps at
 * once are harmless.
 */
export function createSweep(parts: Parts) {
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
    // Another shard first each minute, so that a long list in one never starves the others.
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
      // Only the release that wrote it knows what it needs; it stays due and is counted until one comes by.
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
    const due = decideDue(run, lifecycle, clock.now());
    if (due.kind === "ended") return "already_ended";

    // Proof first: what is closed as failed stays failed, so a provable end must never be closed.
    const proof = await askFor(run, operation, allowance);
    if (proof === "reconciled") return "reconciled";
    if (proof === "already_terminal") return "changed_meanwhile";
    // Not asked: the run stays due as it is, and the next sweep asks.
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
        // The record behind it says that it goes on, or nobody could say: shown as stale, closed by nobody before
        // the last limit.
        if (isPerhapsAlive[proof] && due.reasonCode !== "run.infrastructure_timeout_or_abandonment") {
          return rearm(run, plusSeconds(clock.now(), lookAgainSeconds));
        }
        return end(run, closedAsFailed(run, "scheduled_reconciler", due.reasonCode));
      case "cancel":
        // Whatever the record behind it says, nobody works on it; but a provable end must not go unseen.
        if (proof === "adapter_failed") return rearm(run, plusSeconds(clock.now(), lookAgainSeconds));
        return end(run, cancelledEnd(due.request, isLetGo(run)));
      default:
        return due satisfies never;
    }
  }

  /** While a lease lives the run's own worker knows best; and one sweep asks no more often than it can afford. */
  async function askFor(run: Run, operation: AnyOperation | undefined, allowance: Allowance): Promise<Proof> {
    const isLeased = run.leaseUntil !== undefined && Date.parse(run.leaseUntil) >= clock.now().getTime();
    if (isLeased) return "left_to_lease";
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
    const delivered = operation && (await delivery.deliverAgain(run, operation.lane));
    await runService.rearm(run, plusSeconds(clock.now(), resendAfterSeconds));
    return delivered?.kind === "delivered" ? "sent_again" : "changed_meanwhile";
  }

  async function end(run: Run, how: End): Promise<SweepResult> {
    const write = await runService.finish(run, how, "observed");
    return write.outcome === "written" ? "closed" : "changed_meanwhile";
  }
}

/** Whether a run past its window may still be under way, for all that anybody could find out. */
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

/** Whether an adapter was asked that may find more next time; without one there is nothing to look for early. */
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
