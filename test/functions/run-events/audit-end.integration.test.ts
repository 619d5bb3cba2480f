import { describe, expect, it } from "vitest";
import { createAuditEnd, endEntryOf } from "../../../functions/run-events/audit-end.ts";
import { cancelledEnd } from "../../../shared/ledger/cancelled-end.ts";
import type { End } from "../../../shared/ledger/finish.ts";
import { findOperation } from "../../../shared/operations/registry.ts";
import { createAudit, createAuditRecorder } from "../../../shared/records/audit.ts";
import type { Run } from "../../../shared/run/run.ts";
import { createWorld, policySync, type World } from "../../ledger/world.ts";
import { inRole } from "../../support/permissions.ts";

const reconciliation = {
  source: "adapter_reconciler",
  adapter: "policy.sync",
  decision: "reconciled_succeeded",
  reasonCode: "review_compose.matching_review_ready",
  evidence: {},
  related: { type: "environment_review", id: "review" },
} as const;
const closed = { ...reconciliation, adapter: null, decision: "reconciled_failed", reasonCode: "run.stale_queued" };

interface EndOf {
  readonly by: string;
  readonly end: End;
  readonly entry: object;
}

async function ended(world: World, end: End): Promise<Run> {
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  const write = await world.runService.finish(answer.run, end, end.source === "dispatch" ? "undelivered" : "observed");
  if (write.outcome !== "written") throw new Error("the write of the end was refused");
  return write.run;
}

describe("the end of a run", () => {
  it.each([
    {
      by: "an adapter",
      end: { outcome: "succeeded", source: "adapter_reconciler", reconciliation },
      entry: {
        action: "operation_run.reconciled",
        outcome: "success",
        actor: { type: "system" },
        metadata: {
          source: "adapter_reconciler",
          adapter: "policy.sync",
          decision: "reconciled_succeeded",
          previousStatus: "queued",
          previousOutcome: "pending",
          related: { type: "environment_review", id: "review" },
        },
      },
    },
    {
      by: "an adapter on an operator's request",
      end: { outcome: "blocked", source: "adapter_reconciler", actor: "operator", reconciliation },
      entry: { action: "operation_run.reconciled", outcome: "blocked", actor: { type: "human", id: "operator" } },
    },
    {
      by: "the sweep",
      end: {
        outcome: "failed",
        source: "scheduled_reconciler",
        reasonCode: "run.stale_queued",
        reconciliation: { ...closed, source: "scheduled_reconciler" },
      },
      entry: { action: "operation_run.reconciled", outcome: "failed", actor: { type: "scheduled" } },
    },
    {
      by: "the bridge",
      end: {
        outcome: "failed",
        source: "failed_job_bridge",
        reasonCode: "run.queue_failure_bridge",
        reconciliation: { ...closed, source: "failed_job_bridge" },
      },
      entry: {
        action: "operation_run.failure_bridged",
        metadata: { reasonCode: "run.queue_failure_bridge", source: "failed_job_bridge" },
      },
    },
    {
      by: "the sweep after failed dispatches",
      end: {
        outcome: "failed",
        source: "scheduled_reconciler",
        reasonCode: "queue.dispatch_failed",
        reconciliation: { ...closed, source: "scheduled_reconciler" },
      },
      entry: { action: "operation_run.dispatch_failed" },
    },
    {
      by: "an operator",
      end: { outcome: "failed", source: "operator", actor: "owner" },
      entry: { action: "operation_run.completed", actor: { type: "human", id: "owner" } },
    },
    {
      by: "a cancel",
      end: cancelledEnd({ by: "manager", at: "2026-03-02T09:00:00.000Z" }, true),
      entry: {
        action: "operation_run.cancelled",
        outcome: "failed",
        actor: { type: "human", id: "manager" },
        metadata: { source: "operator", reasonCode: "run.cancelled_by_operator" },
      },
    },
    {
      by: "a cancel on the platform plane",
      end: cancelledEnd({ by: "helper", at: "2026-03-02T09:00:00.000Z", plane: "platform" }, true),
      entry: {
        action: "operation_run.triage.cancelled",
        outcome: "failed",
        actor: { type: "human", id: "helper" },
        metadata: { source: "operator", reasonCode: "run.cancelled_by_platform" },
      },
    },
  ] satisfies EndOf[])("by $by is audited once across redeliveries", async ({ end, entry }) => {
    const world = await createWorld();
    const audit = createAudit(world.table);
    const run = await ended(world, end);
    const auditEnd = inRole(
      "RunEventsFollower",
      createAuditEnd({
        audit: createAuditRecorder({ ...world.table, retentionDays: 90 }),
        findOperation,
      }),
    );
    await Promise.all([auditEnd(run), auditEnd(run)]);
    world.clock.advance(60);
    await auditEnd(run);

    const { entries } = await audit.list({ workspaceId: "acme", environments: "all", limit: 10 });

    expect(entries).toMatchObject([
      { ...entry, resourceId: run.id, environmentId: "acme-prod", recordedAt: run.completedAt },
    ]);
  });

  it.each([
    { who: "the initiator", by: "operator", label: "Operator" },
    { who: "a person without a stored name", by: "owner", label: "owner" },
  ])("names $who as requester of the cancellation and as actor of the end", async ({ by, label }) => {
    const world = await createWorld();
    const run = await ended(world, { outcome: "succeeded", source: "operator", actor: by });
    const audit = createAuditRecorder({ ...world.table, retentionDays: 90 });

    const auditEnd = createAuditEnd({ audit, findOperation });
    await auditEnd({ ...run, cancelRequested: { by, at: run.createdAt } });

    const { entries } = await createAudit(world.table).list({ workspaceId: "acme", environments: "all", limit: 10 });
    const summaries = entries.map(({ action, actor }) => ({ action, actor }));
    const actor = { type: "human", id: by, label };
    expect(summaries).toHaveLength(2);
    expect(summaries).toContainEqual({ action: "operation_run.cancel_requested", actor });
    expect(summaries).toContainEqual({ action: "operation_run.completed", actor });
  });

  it("of a normal run adds no audit entry", async () => {
    const world = await createWorld();
    const run = await ended(world, { outcome: "succeeded", source: "adapter_reconciler", reconciliation });
    const { reconciliation: _, ...context } = run.context;

    expect(endEntryOf({ ...run, context, endedBy: { source: "worker" } })).toBeUndefined();
    // A sweep's own record is not the end of another run.
    expect(endEntryOf({ ...run, context, endedBy: { source: "scheduled_reconciler" } })).toBeUndefined();
  });

  it("of an unknown type is audited too", async () => {
    const world = await createWorld();
    const run = await ended(world, { outcome: "succeeded", source: "adapter_reconciler", reconciliation });

    expect(endEntryOf({ ...run, type: "no.such.type" })).toMatchObject({ metadata: { type: "no.such.type" } });
  });
});
