import fc from "fast-check";
import type { Run } from "../../shared/run/run.ts";
import { runOutcomes, runStatuses } from "../../shared/run/status.ts";

export const NOW = new Date("2026-01-01T12:00:00.000Z");

export const lifecycle = {
  queuedStaleAfterSeconds: 420,
  closeQueuedAfterSeconds: 1800,
  runningStaleAfterSeconds: 900,
  expectedMaxRuntimeSeconds: 105,
} as const;

export function secondsAgo(seconds: number): string {
  return new Date(NOW.getTime() - seconds * 1000).toISOString();
}

export function reconciledBy(reasonCode: string, decision = "reconciled_failed") {
  return {
    source: "scheduled_reconciler",
    adapter: null,
    decision,
    reasonCode,
    previousStatus: "running",
    previousOutcome: "pending",
    reconciledAt: NOW.toISOString(),
    evidence: {},
  } as const;
}

/** A run queued a moment ago by a person, with overrides. */
export function aRun(given: Partial<Run> = {}): Run {
  return {
    id: "01K00000000000000000000000",
    type: "policy.sync",
    workspaceId: "acme",
    environmentId: "acme-prod",
    status: "queued",
    outcome: "pending",
    initiator: { id: "operator", name: "operator" },
    createdAt: NOW.toISOString(),
    claims: [],
    attempt: 0,
    tries: 0,
    handovers: 0,
    waitedSeconds: 0,
    inputElsewhere: false,
    context: {},
    summaryCounts: {},
    failures: [],
    ...given,
  };
}

const count = fc.option(fc.oneof(fc.integer({ min: -2, max: 300 }), fc.double(), fc.maxSafeInteger()), {
  nil: undefined,
});
const reasonCode = fc.constantFrom(
  "run.stale_queued",
  "run.stale_running",
  "run.infrastructure_timeout_or_abandonment",
  "run.queue_failure_bridge",
  "review_compose.matching_review_ready",
  "23505 duplicate key value violates environment_reviews_fingerprint_mutable_unique",
);

/** Arbitrary runs, valid and invalid: every state, age and kind of progress, including hostile texts. */
export const anyRun: fc.Arbitrary<Run> = fc
  .record({
    type: fc.constantFrom(
      "policy.sync",
      "environment.review.compose",
      "restore.execute",
      "ops.reconcile_adapter_runs",
      "inventory_sync",
    ),
    status: fc.constantFrom(...runStatuses),
    outcome: fc.constantFrom(...runOutcomes),
    waited: fc.integer({ min: -3, max: 100_000 }),
    ran: fc.option(fc.integer({ min: -3, max: 100_000 }), { nil: undefined }),
    isSystem: fc.boolean(),
    processed: count,
    total: count,
    phase: fc.option(
      fc.constantFrom("collecting_policies", "reading.configurationPolicies", "SQLSTATE 23505", "__proto__"),
      { nil: undefined },
    ),
    composite: fc.option(fc.oneof(fc.record({ completed: count, total: count, label: fc.string() }), fc.anything()), {
      nil: undefined,
    }),
    reasonCode: fc.option(reasonCode, { nil: undefined }),
    decision: fc.constantFrom("reconciled_failed", "reconciled_succeeded", "attention_required"),
    mode: fc.option(fc.constantFrom("preview", "execution"), { nil: undefined }),
  })
  .map((made) => {
    const startedAt = made.ran === undefined ? undefined : secondsAgo(made.ran);
    return aRun({
      type: made.type,
      status: made.status,
      outcome: made.outcome,
      initiator: made.isSystem ? { id: "system", name: "System" } : { id: "operator", name: "operator" },
      createdAt: secondsAgo(made.waited + (made.ran ?? 0)),
      ...(startedAt !== undefined && { startedAt }),
      ...(made.status === "completed" && { completedAt: NOW.toISOString() }),
      summaryCounts: {
        ...(made.processed !== undefined && { processed: made.processed }),
        ...(made.total !== undefined && { total: made.total }),
        succeeded: 7,
      },
      failures: [{ code: "x", message: "duplicate key" }],
      context: {
        ...(made.mode !== undefined && { mode: made.mode }),
        ...(made.reasonCode !== undefined && { reconciliation: reconciledBy(made.reasonCode, made.decision) }),
        progress: {
          ...(made.phase !== undefined && { phase: { key: made.phase, label: "ConditionalCheckFailedException" } }),
          ...(made.composite !== undefined && { composite: made.composite }),
        },
      },
    });
  });
