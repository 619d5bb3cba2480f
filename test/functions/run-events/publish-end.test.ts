import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { completedDetailOf, createPublishEnd } from "../../../functions/run-events/publish-end.ts";
import { completedDetail } from "../../../shared/run/completed-event.ts";
import type { Run } from "../../../shared/run/run.ts";
import { aRun } from "../../derived/runs.ts";

const ended: Run = aRun({
  status: "completed",
  outcome: "succeeded",
  startedAt: "2026-03-02T08:01:00.000Z",
  completedAt: "2026-03-02T08:02:00.000Z",
  endedBy: { source: "worker" },
});

/** An event bus mocked at the wire, and its publisher. */
function aBus() {
  const client = new EventBridgeClient({ region: "us-east-1" });
  const bus = mockClient(client);
  return { bus, publishEnd: createPublishEnd({ client, busName: "ends", overrides: {} }) };
}

describe("the event of an end", () => {
  it("is published once per delivery with the same id", async () => {
    const { bus, publishEnd } = aBus();
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: "1" }] });

    await publishEnd(ended);
    await publishEnd(ended);

    const [first, second] = bus.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => input.Entries ?? []);
    expect(first).toEqual([
      {
        EventBusName: "ends",
        Source: "runtruth",
        DetailType: "operation-run.completed",
        Time: new Date("2026-03-02T08:02:00.000Z"),
        Detail: expect.any(String),
      },
    ]);
    expect(second).toEqual(first);
    expect(completedDetail.parse(JSON.parse(first?.[0]?.Detail ?? ""))).toMatchObject({
      eventId: `${ended.id}.completed`,
      runId: ended.id,
      outcome: "succeeded",
    });
  });

  it.each([
    { FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException" }], says: "ThrottlingException" },
    { FailedEntryCount: 1, Entries: [], says: "no reason" },
    { says: "no reason" },
  ])("fails for redelivery when the bus rejects it: $says", async ({ says, ...answer }) => {
    const { bus, publishEnd } = aBus();
    bus.on(PutEventsCommand).resolves(answer);

    await expect(publishEnd(ended)).rejects.toThrow(says);
  });

  it("is not published for an active run", async () => {
    const { bus, publishEnd } = aBus();

    await publishEnd(aRun({ status: "running" }));

    expect(bus.calls()).toEqual([]);
  });

  it("carries the result of the run and no tenant data", () => {
    const secretive = {
      ...ended,
      initiator: { id: "operator", name: "PAYLOAD" },
      input: { note: "PAYLOAD" },
      context: { selection: "PAYLOAD" },
      summaryCounts: { failed: 1 },
      failures: [{ code: "policy", message: "PAYLOAD" }],
    };

    expect(completedDetail.parse(completedDetailOf(secretive))).toEqual(completedDetailOf(ended));
    expect(JSON.stringify(completedDetailOf(secretive))).not.toContain("PAYLOAD");
  });

  it.each([
    { reasonCode: "run.stale_running", staleLineage: true },
    { reasonCode: "run.queue_failure_bridge", staleLineage: false },
  ])("sets isReconciled and staleLineage for an end by $reasonCode", (expected) => {
    const reconciliation = {
      source: "scheduled_reconciler",
      adapter: null,
      decision: "reconciled_failed",
      reasonCode: expected.reasonCode,
      previousStatus: "running",
      previousOutcome: "pending",
      reconciledAt: "2026-03-02T08:02:00.000Z",
      evidence: {},
    } as const;
    const { startedAt: _, ...never } = ended;
    const closed: Run = {
      ...never,
      createdAt: "2026-03-02T08:01:00.000Z",
      outcome: "failed",
      environmentId: null,
      context: { reconciliation },
    };

    const detail = completedDetail.parse(completedDetailOf(closed));

    expect(detail).toMatchObject({ ...expected, outcome: "failed", isReconciled: true, environmentId: null });
    expect(detail).not.toHaveProperty("startedAt");
  });
});
