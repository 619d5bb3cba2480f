import { describe, expect, it } from "vitest";
import { runAuditEntriesOf } from "../../shared/run/run-audit-entries.ts";
import { aRun } from "../derived/runs.ts";

const entriesOf = (...of: Parameters<typeof runAuditEntriesOf>) =>
  runAuditEntriesOf(...of).map(({ id, action }) => ({ id, action }));

describe("the audit entries of a run", () => {
  it.each([
    { risk: "read", isOnRecord: false },
    { risk: "artifact", isOnRecord: false },
    { risk: "mutation", isOnRecord: true },
    { risk: "destructive", isOnRecord: true },
    { risk: undefined, isOnRecord: false },
  ] as const)("include the start of work of risk $risk: $isOnRecord", ({ risk, isOnRecord }) => {
    const run = aRun();

    const started = { id: `${run.id}.started`, action: "operation_run.started" };
    expect(entriesOf(run, risk)).toEqual(isOnRecord ? [started] : []);
  });

  it("include the start of a wave, but not that of a channel test", () => {
    const wave = aRun({ environmentId: null });
    const test = { ...wave, input: { isTest: true }, context: { ...wave.context, alertDeliveryId: "ops" } };

    expect(entriesOf(wave, "artifact")).toEqual([{ id: `${wave.id}.started`, action: "operation_run.started" }]);
    expect(entriesOf(test, "read")).toEqual([{ id: `${wave.id}.tested`, action: "alert_channel.tested" }]);
  });

  it("name the plane, the person and the repeated run", () => {
    const run = aRun({ repeats: "an earlier run" });
    const retried = { ...run, repeatPlane: "platform" as const };

    expect(runAuditEntriesOf(run, "read")).toMatchObject([
      { action: "operation_run.repeated", actor: { id: run.initiator.id }, metadata: { repeats: "an earlier run" } },
    ]);
    expect(runAuditEntriesOf(retried, "read")).toMatchObject([
      { action: "operation_run.triage.retried", metadata: { repeats: "an earlier run", plane: "platform" } },
    ]);
  });

  it("are idempotent: one entry for each action", () => {
    const run = aRun({
      repeats: "an earlier run",
      cancelRequested: { by: "manager", at: "2026-03-02T09:00:00.000Z", plane: "platform" },
    });
    const later = { ...run, status: "completed", outcome: "failed", completedAt: "2026-03-02T10:00:00.000Z" } as const;

    const entries = runAuditEntriesOf(run, "destructive");

    expect(entries.map(({ id }) => id)).toEqual(
      ["started", "repeated", "cancel_requested"].map((deed) => `${run.id}.${deed}`),
    );
    expect(runAuditEntriesOf(later, "destructive")).toEqual(entries);
  });
});
