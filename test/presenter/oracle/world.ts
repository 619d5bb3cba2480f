import fc from "fast-check";
import { noProofs, type Proofs } from "../../../shared/derived/actionability.ts";
import { cancelledEnd } from "../../../shared/ledger/cancelled-end.ts";
import type { End } from "../../../shared/ledger/finish.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { wordsOf } from "../../../shared/presenter/locale.ts";
import { endOf } from "../../../shared/reconcile/ask-adapter.ts";
import { closedAsFailed } from "../../../shared/reconcile/close.ts";
import { phaseKeys } from "../../../shared/run/phases.ts";
import { reasonCodes } from "../../../shared/run/reason-codes.ts";
import { type ReconciliationFacts, type Run, run as storedRun } from "../../../shared/run/run.ts";
import type { EndOutcome } from "../../../shared/run/status.ts";
import { aRun, NOW, secondsAgo } from "../../derived/runs.ts";
import { waitingOf, waits } from "./waits.ts";

/** One generated run with its stored surroundings. */
export interface Scene {
  readonly run: Run;
  readonly proofs: Proofs;
  /** Whether this environment has a running window of one hour for every type. */
  readonly isWindowLong: boolean;
  readonly hasRelatedReview: boolean;
  /** An active run of the same work exists. */
  readonly isRepeated: boolean;
  readonly ahead: number | undefined;
  readonly mayAct: boolean;
}

/** One of each policy, ownership and kind of lifecycle, and one undeclared type. */
export const types = [
  "provider.connection.check",
  "policy.sync",
  "tenant.evidence.snapshot.generate",
  "environment.review.compose",
  "backup_set.update",
  "restore.execute",
  "rbac.health_check",
  "ops.reconcile_adapter_runs",
  "operations.wave",
  "unknown.type",
] as const;

const failureCodes = [...Object.keys(wordsOf("en").failures).filter((code) => code !== "other"), "not.a.known.code"];
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
/** Around every window: 420 and 600 s queued, 900, 2,100 and 3,600 s running, a day. */
const age = fc.constantFrom(0, 30, 61, 300, 420, 421, 600, 601, 900, 901, 2100, 2101, 3600, 3601, 86_401);

const made = fc.record({
  type: fc.constantFrom(...types),
  age,
  ran: optional(age),
  isOwned: fc.boolean(),
  isClaimedTwice: fc.boolean(),
  /** How the first of two attempts passed its work on, and whether its release stored that. */
  passedOn: fc.constantFrom("not", "stored", "not stored"),
  phase: optional(fc.constantFrom(...phaseKeys)),
  parts: optional(fc.constantFrom({ completed: 2, total: 5 })),
  counts: optional(fc.constantFrom({ processed: 3, total: 9 })),
  isDelivered: fc.boolean(),
  isCancelRequested: fc.constantFrom(false, false, true),
  isPlaced: fc.constantFrom(true, true, true, false),
  isCorrelated: fc.constantFrom(true, true, true, false),
  isPreview: fc.boolean(),
  /** Waits granted to the run, and the rest of the last one; a claim removes it. */
  wait: fc.constantFrom(undefined, undefined, ...waits),
});

/** Codes written by a worker; other writers own the rest. */
function isOfWorker(code: string): boolean {
  const own = ["run.handler_failed", "run.handover_limit", "run.further_failures", "run.adapter_out_of_sync"];
  return own.includes(code) || !/^(?:run|queue)\./.test(code);
}

/** Every writer of an end, with the codes it may use. */
const hand = fc.oneof(
  fc.record({
    by: fc.constant("worker" as const),
    outcome: fc.constantFrom<EndOutcome>("succeeded", "partially_succeeded", "blocked", "failed"),
    reasonCode: optional(fc.constantFrom(...reasonCodes.filter(isOfWorker))),
    failures: fc.array(fc.constantFrom(...failureCodes.filter(isOfWorker)), { maxLength: 3 }),
  }),
  fc.record({
    by: fc.constant("worker" as const),
    ...{ outcome: fc.constant<EndOutcome>("blocked"), failures: fc.constant([]) },
    reasonCode: fc.constantFrom("provider_connection_disabled" as const, "wave.targets_failed" as const),
  }),
  fc.record({ by: fc.constant("dispatch" as const) }),
  fc.record({ by: fc.constant("bridge" as const) }),
  fc.record({ by: fc.constant("sweep" as const), isAfterADay: fc.boolean() }),
  fc.record({
    by: fc.constant("adapter" as const),
    source: fc.constantFrom<ReconciliationFacts["source"]>(
      "adapter_reconciler",
      "failed_job_bridge",
      "operator_reconcile",
    ),
    decision: fc.constantFrom(
      "reconciled_succeeded",
      "reconciled_partially_succeeded",
      "reconciled_blocked",
      "attention_required",
      "reconciled_failed",
    ),
    reasonCode: fc.constantFrom(...reasonCodes.filter((code) => /^(?:review_compose|restore)\./.test(code))),
  }),
  fc.record({ by: fc.constant("operator" as const), isPlatform: fc.boolean(), isConfirmed: fc.boolean() }),
  fc.record({ by: fc.constant("a_newer_release" as const) }),
  fc.record({ by: fc.constant("the_recorder" as const) }),
);

const beside = fc.record({
  isSuperseded: fc.constantFrom(false, false, true),
  connection: optional(fc.constantFrom("healthy", "disabled", "unhealthy")),
  isUsable: fc.boolean(),
  isSwitchKnown: fc.boolean(),
  canRepeat: fc.boolean(),
  isAcknowledged: fc.constantFrom(false, false, true),
});

/** Values that a newer release may have stored; most runs have none. */
const newer = fc.oneof(
  { weight: 15, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom("status", "outcome", "endedBy", "reconciliation") },
);

export const anyScene: fc.Arbitrary<Scene> = fc
  .record({
    made,
    end: fc.option(hand, { nil: undefined, freq: 3 }),
    beside,
    newer,
    isWindowLong: fc.boolean(),
    hasRelatedReview: fc.boolean(),
    isRepeated: fc.constantFrom(false, false, true),
    ahead: optional(fc.nat(2)),
    mayAct: fc.constantFrom(true, true, false),
  })
  .map(({ made: facts, end, beside: proofs, newer: part, ...rest }) => {
    const active = activeRun(facts);
    const own = end === undefined ? active : endedRun(active, end, proofs.isAcknowledged);
    const run = part === undefined ? own : writtenByNewer(own, part);
    return { run, proofs: proofsFor(run, proofs), ...rest };
  });

type Made<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

function activeRun(facts: Made<typeof made>): Run {
  const isStarted = facts.ran !== undefined;
  const isWorkspaceWork = facts.type === "ops.reconcile_adapter_runs" || facts.type === "operations.wave";
  const createdAt = secondsAgo(facts.age + (facts.ran ?? 0));
  return aRun({
    type: facts.type,
    environmentId: facts.isPlaced === isWorkspaceWork ? null : "acme-prod",
    status: isStarted ? "running" : "queued",
    createdAt,
    ...(facts.ran !== undefined && {
      startedAt: secondsAgo(facts.ran),
      claims: Array(facts.isClaimedTwice ? 2 : 1).fill(secondsAgo(facts.ran)),
      attempt: facts.isClaimedTwice ? 2 : 1,
      ...(facts.isClaimedTwice && facts.passedOn !== "not" && { handovers: 1 }),
      ...(facts.isClaimedTwice &&
        facts.passedOn === "stored" && { handedOver: [{ attempt: 1, at: secondsAgo(facts.ran) }] }),
    }),
    ...(isStarted && facts.isOwned && { messageId: "m1" }),
    ...(isStarted && facts.wait && { waitedSeconds: facts.wait.granted }),
    ...(facts.isCorrelated && { correlationHash: "hash", gen: 2, epoch: "epoch1" }),
    ...(facts.isCancelRequested && { cancelRequested: { by: "operator", at: createdAt } }),
    ...(facts.counts && { summaryCounts: facts.counts }),
    context: {
      ...(facts.isDelivered && { dispatch: dispatchOf(facts.type, createdAt) }),
      ...(facts.isPreview && facts.type === "restore.execute" && { mode: "preview" }),
      progress: {
        ...(facts.phase !== undefined && { phase: { key: facts.phase } }),
        ...(facts.parts && { composite: facts.parts }),
      },
      providerConnectionId: "connection-1",
      ...(isStarted && facts.wait && waitingOf(facts.wait)),
    },
  });
}

function dispatchOf(jobClass: string, dispatchedAt: string) {
  const queue = "operations-short";
  return { correlationVersion: 1, operationRunId: "R", jobClass, queue, connection: "sqs", dispatchedAt } as const;
}

function endOfHand(run: Run, how: Made<typeof hand>): End | undefined {
  switch (how.by) {
    case "worker": {
      const failures = how.failures.map((code) => ({ code, message: "stored" }));
      return {
        outcome: how.outcome,
        source: "worker",
        failures,
        ...(how.reasonCode && { reasonCode: how.reasonCode }),
      };
    }
    case "dispatch": {
      const reasonCode = "queue.dispatch_failed";
      return { outcome: "failed", source: "dispatch", reasonCode, failures: [{ code: reasonCode, message: "stored" }] };
    }
    case "bridge":
      return closedAsFailed(run, "failed_job_bridge", "run.queue_failure_bridge");
    case "sweep":
      return closedAsFailed(run, "scheduled_reconciler", sweepReasonOf(run, how.isAfterADay));
    case "adapter":
      return endOf(run, { decision: how.decision, reasonCode: how.reasonCode, evidence: {} }, how.source);
    case "operator":
      return cancelledEnd(
        { by: "operator", at: run.createdAt, ...(how.isPlatform && { plane: "platform" }) },
        how.isConfirmed,
      );
    default:
      return undefined;
  }
}

function sweepReasonOf({ status, context }: Run, isAfterADay: boolean) {
  if (isAfterADay) return "run.infrastructure_timeout_or_abandonment";
  if (status === "running") return "run.stale_running";
  return context.dispatch === undefined ? "queue.dispatch_failed" : "run.stale_queued";
}

function endedRun(run: Run, how: Made<typeof hand>, isAcknowledged: boolean): Run {
  const completedAt = NOW.toISOString();
  const { messageId: _, ...rest } = run;
  if (how.by === "the_recorder") {
    const { startedAt: _never, ...unstarted } = rest;
    return { ...unstarted, status: "completed", outcome: "succeeded", createdAt: completedAt, completedAt, claims: [] };
  }
  const end = endOfHand(run, how);
  const acknowledged = { by: "owner", at: completedAt, note: "Dealt with." };
  if (end === undefined) return { ...rest, status: "completed", completedAt };
  const { outcome, source, reasonCode, actor, failures = [], reconciliation } = end;
  return {
    ...rest,
    status: "completed",
    outcome,
    completedAt,
    failures: [...failures],
    endedBy: { source, ...(reasonCode && { reasonCode }), ...(actor && { actor }) },
    ...(isAcknowledged && outcome !== "succeeded" && { acknowledged }),
    context: {
      ...run.context,
      ...(reconciliation && {
        reconciliation: {
          ...reconciliation,
          previousStatus: run.status,
          previousOutcome: run.outcome,
          reconciledAt: completedAt,
        },
      }),
    },
  };
}

/** A run as read by this release after a newer one stored its own value in one place. */
function writtenByNewer(run: Run, part: "status" | "outcome" | "endedBy" | "reconciliation"): Run {
  const value = "of_a_newer_release";
  const { reconciliation } = run.context;
  switch (part) {
    case "status":
    case "outcome":
      return storedRun.parse({ ...run, [part]: value });
    case "endedBy":
      return storedRun.parse({ ...run, ...(run.endedBy && { endedBy: { ...run.endedBy, source: value } }) });
    default: {
      const changed = reconciliation && { reconciliation: { ...reconciliation, source: value } };
      return storedRun.parse({ ...run, context: { ...run.context, ...changed } });
    }
  }
}

function proofsFor(run: Run, facts: Made<typeof beside>): Proofs {
  // Later by more than the clock skew.
  const later = new Date(NOW.getTime() + 120_000).toISOString();
  const success = { runId: "later", createdAt: later, completedAt: later, gen: 3, epoch: "epoch1" };
  const isProvable = findOperation(run.type)?.provenBy !== "nothing";
  return {
    ...noProofs,
    canRepeat: facts.canRepeat,
    successes: facts.isSuperseded && run.correlationHash !== undefined ? [success] : [],
    ...(facts.isUsable &&
      isProvable && { usable: { type: "environment_review", id: "r1", operationRunId: "other", usableAt: later } }),
    ...(facts.connection && {
      connection: {
        id: "connection-1",
        displayName: "Contoso",
        baseUrl: "https://provider.example/v1.0",
        isEnabled: facts.connection !== "disabled",
        consentStatus: "granted",
        verificationStatus: facts.connection === "unhealthy" ? "degraded" : "healthy",
        lastHealthCheckAt: later,
        ...(facts.isSwitchKnown && { switched: { by: "owner", at: later } }),
      },
    }),
  };
}
