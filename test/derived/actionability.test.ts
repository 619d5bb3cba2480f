import { describe, expect, it } from "vitest";
import { deriveActionability, type LaterSuccess, noProofs, type Proofs } from "../../shared/derived/actionability.ts";
import { operations } from "../../shared/operations/registry.ts";
import type { Run } from "../../shared/run/run.ts";
import { aRun, NOW, reconciledBy } from "./runs.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString();

const check = { actionability: "current_state", ownership: "environment" } as const;
const sync = { actionability: "later_success", ownership: "environment" } as const;
const compose = { actionability: "artifact_or_later_success", ownership: "environment" } as const;
const restore = { actionability: "manual_review", ownership: "environment" } as const;

/** A problem of generation 2, created at minute 10 and ended at minute 20. */
function problem(given: Partial<Run> = {}): Run {
  const context = { providerConnectionId: "default" };
  const ended = { status: "completed", outcome: "failed", createdAt: at(10), completedAt: at(20) } as const;
  return aRun({ id: "problem", ...ended, correlationHash: "h", gen: 2, epoch: "epoch1", context, ...given });
}
const healthy = {
  id: "default",
  displayName: "Contoso",
  baseUrl: "https://provider.example/v1.0",
  isEnabled: true,
  consentStatus: "granted",
  verificationStatus: "healthy",
  lastHealthCheckAt: at(22),
};
/** A success in the line of the problem, whose generation is 2. */
const success = (gen: number, runId = "later", given: Partial<LaterSuccess> = {}) => ({
  runId,
  createdAt: at(11),
  completedAt: at(21),
  gen,
  epoch: "epoch1",
  ...given,
});
const artifact = { type: "environment_review", id: "r1", operationRunId: "other", usableAt: at(12) };
const verdict = (run: Run, operation: Parameters<typeof deriveActionability>[1], proofs: Partial<Proofs> = {}) =>
  deriveActionability(run, operation, { ...noProofs, ...proofs }, NOW);

describe("a connection check that was blocked by missing consent", () => {
  const blocked = problem({
    outcome: "blocked",
    endedBy: { source: "worker", reasonCode: "provider_consent_missing" },
  });

  it("is resolved once its connection is healthy and was checked later", () => {
    expect(verdict(blocked, check, { connection: healthy })).toMatchObject({
      status: "resolved_by_current_state",
      reasonCode: "provider_current_state",
      isCurrentFollowUp: false,
      resolvingRelated: { type: "provider_connection", id: "default" },
      since: at(22),
    });
  });

  it("prefers generations of its own line over clocks", () => {
    const checkedBy = (gen: number, runId = "other") => ({ runId, gen, epoch: "epoch1" });
    const late = { ...healthy, lastHealthCheckAt: at(1), checkedBy: checkedBy(3) };
    const early = { ...healthy, lastHealthCheckAt: at(50), checkedBy: checkedBy(1) };

    expect(verdict(blocked, check, { connection: late }).status).toBe("resolved_by_current_state");
    expect(verdict(blocked, check, { connection: early }).status).toBe("actionable");
  });

  it("is resolved by its own check when the platform ended it first", () => {
    const connection = {
      ...healthy,
      lastHealthCheckAt: at(1),
      checkedBy: { runId: "problem", gen: 2, epoch: "epoch1" },
    };
    const reconciliation = reconciledBy("run.stale_running");
    const closed = problem({ context: { ...blocked.context, reconciliation } });

    expect(verdict(closed, check, { connection }).status).toBe("resolved_by_current_state");
    expect(verdict(problem(), check, { connection }).status).toBe("actionable");
  });

  it.each([
    {
      what: "was checked within the clock skew after it ended",
      connection: { ...healthy, lastHealthCheckAt: at(21) },
    },
    { what: "was checked before it ended", connection: { ...healthy, lastHealthCheckAt: at(19) } },
    { what: "was checked exactly when it ended", connection: { ...healthy, lastHealthCheckAt: at(20) } },
    { what: "was never checked", connection: { ...healthy, lastHealthCheckAt: undefined } },
    { what: "has no consent", connection: { ...healthy, consentStatus: "unknown" } },
    { what: "is degraded", connection: { ...healthy, verificationStatus: "degraded" } },
  ])("still needs action on that connection while it $what", ({ connection }) => {
    expect(verdict(blocked, check, { connection })).toMatchObject({
      status: "actionable",
      isCurrentFollowUp: true,
      blockingConnection: { type: "provider_connection", id: "default" },
    });
  });

  it("is resolved while the owner keeps the connection disabled", () => {
    const disabled = { ...healthy, isEnabled: false };
    const reEnabled = { ...healthy, lastHealthCheckAt: at(19) };

    expect(verdict(blocked, check, { connection: disabled })).toMatchObject({
      status: "resolved_by_current_state",
      reasonCode: "connection_disabled",
      isCurrentFollowUp: false,
      resolvingRelated: { type: "provider_connection", id: "default" },
    });
    expect(verdict(blocked, check, { connection: reEnabled }).status).toBe("actionable");
  });

  it("stays open when a disabled connection did not block it", () => {
    const failed = { ...blocked, outcome: "failed" as const };
    expect(verdict(failed, check, { connection: { ...healthy, isEnabled: false } }).status).toBe("actionable");
  });

  it("stays open when its connection is gone, despite other connections", () => {
    const { status, blockingConnection } = verdict(blocked, check);
    expect([status, blockingConnection]).toEqual(["actionable", undefined]);
  });

  it("prefers the connection's state over a later success", () => {
    const proofs = { connection: healthy, successes: [success(3)] };
    expect(verdict(blocked, check, proofs).status).toBe("resolved_by_current_state");
    expect(verdict(blocked, check, { successes: [success(3)] }).status).toBe("superseded_by_later_success");
  });
});

describe("a repeatable sync that failed", () => {
  it("is superseded by a success of a higher generation", () => {
    expect(verdict(problem(), sync, { successes: [success(3)] })).toMatchObject({
      status: "superseded_by_later_success",
      reasonCode: "later_success",
      supersedingRunId: "later",
      isCurrentFollowUp: false,
      since: at(21),
    });
  });

  it.each([
    {
      what: "of an earlier generation despite later instants",
      gen: 1,
      given: { createdAt: at(50), completedAt: at(55) },
    },
    { what: "of the same generation", gen: 2, given: {} },
    { what: "of another epoch", gen: 3, given: { epoch: "epoch2" } },
  ])("is not superseded by a success $what", ({ gen, given }) => {
    expect(verdict(problem(), sync, { successes: [success(gen, "later", given)] }).status).toBe("actionable");
  });

  it("names the first of several later successes stored by the last release", () => {
    const ended = (minute: number) => ({ gen: undefined, createdAt: at(12), completedAt: at(minute) });
    const successes = [success(0, "third", ended(40)), success(0, "first", ended(22)), success(0, "second", ended(30))];
    expect(verdict(problem(), sync, { successes }).supersedingRunId).toBe("first");
  });

  it("stays open when its correlation is incomplete", () => {
    const { correlationHash: _unknown, ...incomplete } = problem();
    expect(verdict(incomplete, sync, { successes: [success(3)] })).toMatchObject({
      status: "actionable",
      reasonCode: "correlation_incomplete",
    });
  });

  it("is not resolved by a healthy connection: the work is not done", () => {
    expect(verdict(problem(), sync, { connection: healthy }).status).toBe("actionable");
  });

  it("does not blame a connection that is healthy again", () => {
    const endedBy = { source: "worker", reasonCode: "provider_consent_missing" } as const;
    const blocked = problem({ outcome: "blocked", endedBy });
    expect(verdict(blocked, sync, { connection: healthy }).blockingConnection).toBeUndefined();
    expect(
      verdict(blocked, sync, { connection: { ...healthy, consentStatus: "required" } }).blockingConnection,
    ).toEqual({ type: "provider_connection", id: "default" });
  });

  it.each([
    { ownership: "environment", environmentId: null },
    { ownership: "workspace", environmentId: "acme-prod" },
  ] as const)("proves nothing about $ownership work in environment $environmentId", (of) => {
    const operation = { actionability: "later_success", ownership: of.ownership } as const;
    const run = problem({ environmentId: of.environmentId });
    expect(verdict(run, operation, { successes: [success(3)] })).toMatchObject({
      status: "actionable",
      reasonCode: "scope_incomplete",
    });
  });
});

describe("a failed review", () => {
  it("is resolved by a usable review made after it began", () => {
    expect(verdict(problem(), compose, { usable: artifact })).toMatchObject({
      status: "resolved_by_current_state",
      reasonCode: "artifact_usable",
      resolvingRelated: { type: "environment_review", id: "r1" },
    });
  });

  it.each([
    { what: "made exactly when it began", usable: { ...artifact, usableAt: at(10) } },
    { what: "made before it began", usable: { ...artifact, usableAt: at(9) } },
    { what: "that expires now", usable: { ...artifact, usableUntil: NOW.toISOString() } },
    { what: "that it made itself", usable: { ...artifact, operationRunId: "problem" } },
  ])("is not resolved by one $what", ({ usable }) => {
    expect(verdict(problem(), compose, { usable }).status).toBe("actionable");
  });

  it("is resolved by its own review when the platform closed it early", () => {
    const usable = { ...artifact, operationRunId: "problem" };
    const closed = problem({ context: { reconciliation: reconciledBy("run.stale_running") } });
    expect(verdict(closed, compose, { usable }).status).toBe("resolved_by_current_state");
    expect(verdict({ ...closed, outcome: "blocked" }, compose, { usable }).status).toBe("actionable");
  });

  it("requires manual review while stored records are ambiguous", () => {
    const reconciliation = reconciledBy("review_compose.several_usable_reviews", "attention_required");
    const ambiguous = problem({ outcome: "blocked", context: { reconciliation } });

    expect(verdict(ambiguous, compose, { usable: artifact })).toMatchObject({
      status: "requires_manual_review",
      reasonCode: "proof_ambiguous",
      isCurrentFollowUp: true,
    });
    expect(verdict(ambiguous, compose, { successes: [success(3)] }).status).toBe("superseded_by_later_success");
  });

  it("prefers a later success over a usable record", () => {
    expect(verdict(problem(), compose, { usable: artifact, successes: [success(3)] }).status).toBe(
      "superseded_by_later_success",
    );
  });
});

describe("work that requires manual review", () => {
  const everything = { successes: [success(3)], connection: healthy, usable: artifact };

  it("stays open despite any proof, with its reason", () => {
    expect(verdict(problem(), restore, everything)).toMatchObject({
      status: "requires_manual_review",
      reasonCode: "high_risk",
      isCurrentFollowUp: true,
    });
  });

  it("includes undeclared work", () => {
    expect(verdict(problem({ type: "inventory_sync" }), undefined, everything)).toMatchObject({
      status: "requires_manual_review",
      reasonCode: "unknown_type",
    });
  });

  it("is closed by an acknowledgement, for that run only", () => {
    const acknowledged = { by: "owner", at: at(40), note: "checked at the provider" };
    expect(verdict(problem({ acknowledged }), restore)).toMatchObject({
      status: "informational_only",
      reasonCode: "acknowledged",
      isCurrentFollowUp: false,
      since: at(40),
    });
    expect(verdict(problem({ id: "next" }), restore).isCurrentFollowUp).toBe(true);
  });
});

describe("a run that is no problem", () => {
  it.each(operations.map(({ type, actionability, ownership }) => ({ type, actionability, ownership })))(
    "needs no attention: a $type that succeeded, even by reconciliation",
    (operation) => {
      const succeeded = problem({
        outcome: "succeeded",
        context: { reconciliation: reconciledBy("run.adapter_out_of_sync", "reconciled_succeeded") },
      });
      expect(verdict(succeeded, operation)).toMatchObject({ status: "not_terminal", reasonCode: "no_problem" });
    },
  );

  it("is an active run, even when overdue", () => {
    expect(verdict(aRun({ createdAt: "2020-01-01T00:00:00.000Z" }), restore)).toMatchObject({
      status: "not_terminal",
      reasonCode: "active",
      isCurrentFollowUp: false,
    });
  });
});
