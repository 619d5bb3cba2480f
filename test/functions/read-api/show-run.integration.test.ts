import { expect, it } from "vitest";
import { closedAsFailed } from "../../../shared/reconcile/close.ts";
import { bytesOf, connection, createWorld } from "../world.ts";

const pathOf = (id: string, workspaceId = "acme") => `/api/workspaces/${workspaceId}/operations/${id}`;

it("the run detail lists what each attempt did and refers to the log", async () => {
  const world = await createWorld();
  const run = await world.aRun();
  const claim = async (receiveCount: number) => {
    const scope = { workspaceId: "acme", environmentId: "acme-prod" };
    const write = await world.runService.claim(
      { version: 1, runId: run.id, ...scope, type: run.type, queue: "operations-long" },
      { messageId: "message", receiveCount, claimToken: "t", remainingSeconds: 60 },
    );
    if (write.outcome !== "written") throw new Error("expected the claim to be written");
    return write.run;
  };
  const first = await claim(1);
  world.clock.advance(50);
  await world.runService.handOver(first, { page: 2 }, { queuedWindowSeconds: 0 });
  world.clock.advance(130);
  await claim(1);
  world.clock.advance(130);
  const third = await claim(2);
  world.clock.advance(10);
  const end = { outcome: "failed", source: "worker", reasonCode: "run.handover_limit" } as const;
  await world.runService.finish(third, end, "attempt");

  const { body } = await world.call({ path: pathOf(run.id) });

  const secondsBetween = ({ startedAt, endedAt }: { startedAt: string; endedAt: string }) =>
    (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  expect(
    body.attempts.map((attempt: { end: string; label: string; startedAt: string; endedAt: string }) => [
      attempt.end,
      secondsBetween(attempt),
      attempt.label,
    ]),
  ).toEqual([
    ["handed_over", 50, "Reached its time limit; the next attempt continued the work"],
    ["not_reported", 130, "Ended without a report; the queue delivered the message again"],
    ["ended", 10, expect.stringMatching(/^Failed: /)],
  ]);
  expect(body.logReference).toEqual({ traceId: null, messageId: null });
  expect((await world.call({ path: pathOf(run.id), as: "readonly" })).body.logReference).toBeNull();
});

it("the run detail shows all transitions of a run", async () => {
  const world = await createWorld();
  await world.connections.put({ workspaceId: "acme", environmentId: "acme-prod" }, "default", connection);
  const queued = await world.aRun();
  world.clock.advance(20);
  const claimed = await world.runService.claim(
    {
      version: 1,
      runId: queued.id,
      workspaceId: "acme",
      environmentId: "acme-prod",
      type: queued.type,
      queue: "operations-long",
    },
    { messageId: "m", receiveCount: 1, claimToken: "t", remainingSeconds: 60 },
  );
  if (claimed.outcome !== "written") throw new Error("expected the claim to be written");
  world.clock.advance(40);
  await world.runService.finish(
    claimed.run,
    {
      outcome: "partially_succeeded",
      source: "worker",
      reasonCode: "policy_sync.items_failed",
      summaryCounts: { total: 87, failed: 1 },
      failures: [{ code: "policy_too_large", message: "One policy is too large." }],
      related: { type: "provider_connection", id: "default" },
    },
    "attempt",
  );
  world.clock.advance(3600);

  const { body } = await world.call({ path: pathOf(queued.id) });

  expect(body).toMatchObject({
    id: queued.id,
    status: "completed",
    outcome: "partially_succeeded",
    freshness: "terminal_normal",
    problemClass: "terminal_follow_up",
    isReconciled: false,
    staleLineage: false,
    progress: { kind: "none" },
    duration: { elapsedSeconds: 40, insight: "total", label: "40 seconds" },
    headline: "Partially completed.",
    waitedSeconds: 20,
    ranSeconds: 40,
    summaryCounts: { total: 87, failed: 1 },
    failures: [{ code: "policy_too_large", message: "A policy is larger than can be stored and was left out." }],
    related: { type: "provider_connection", id: "default" },
    polling: { intervalSeconds: null },
  });
  expect(body.transitions.map((step: { to: string; source: string }) => [step.to, step.source])).toEqual([
    ["queued", "start"],
    ["running", "worker"],
    ["completed", "worker"],
  ]);
});

it("the run detail shows a run as stale when it exceeds its window", async () => {
  const world = await createWorld();
  const run = await world.aRun({ type: "provider.connection.check" });

  world.clock.advance(420);
  expect((await world.call({ path: pathOf(run.id) })).body).toMatchObject({
    freshness: "fresh_active",
    problemClass: "none",
    progress: { kind: "activity", label: "Not started yet" },
    duration: { elapsedSeconds: 420, insight: "neutral" },
    headline: "Queued.",
    waitedSeconds: 420,
  });
  world.clock.advance(1);
  expect((await world.call({ path: pathOf(run.id) })).body).toMatchObject({
    freshness: "likely_stale",
    problemClass: "active_stale_attention",
    progress: { kind: "none" },
    duration: { elapsedSeconds: 421, insight: "past_window" },
    headline: "Not started within its expected window. Review recommended.",
    polling: { intervalSeconds: 10 },
  });
});

it("the run detail shows a closed run's stale lineage in the caller's language", async () => {
  const world = await createWorld();
  const run = await world.aRun();
  await world.runService.finish(run, closedAsFailed(run, "scheduled_reconciler", "run.stale_queued"), "observed");

  const listed = await world.call({ path: "/api/workspaces/acme/operations", headers: { "accept-language": "de" } });
  const shown = await world.call({ path: pathOf(run.id), headers: { "accept-language": "de" } });

  for (const answer of [listed.body.items[0], shown.body]) {
    expect(answer).toMatchObject({
      freshness: "reconciled_failed",
      problemClass: "terminal_follow_up",
      isReconciled: true,
      staleLineage: true,
      headline: "Nach Ablauf des erwarteten Zeitfensters beendet.",
    });
  }
  expect(shown.body.polling).toEqual({ intervalSeconds: null });
});

it("the run detail shows the context only with the diagnostics capability", async () => {
  const world = await createWorld();
  const run = await world.aRun();

  expect((await world.call({ path: pathOf(run.id) })).body.context).toMatchObject({ providerConnectionId: "default" });
  expect((await world.call({ path: pathOf(run.id), as: "readonly" })).body.context).toBeNull();
});

it("the run detail shows workspace runs only to members of all environments", async () => {
  const world = await createWorld();
  const run = await world.aRun({ environmentId: null, type: "ops.reconcile_adapter_runs" });

  expect((await world.call({ path: pathOf(run.id) })).body).toMatchObject({
    environmentId: null,
    environmentName: null,
  });
  expect((await world.call({ path: pathOf(run.id), as: "lab-operator" })).status).toBe(404);
});

it("the run detail gives foreign, hidden and absent ids identical bytes", async () => {
  const world = await createWorld();
  const run = await world.aRun();
  const foreign = await world.aRun({ workspaceId: "globex", environmentId: "globex-prod" });

  const responses = await Promise.all([
    world.call({ path: pathOf(run.id), as: "outsider" }),
    world.call({ path: pathOf(run.id), as: "former" }),
    world.call({ path: pathOf(run.id), as: "lab-operator" }),
    world.call({ path: pathOf(run.id, "globex"), as: "outsider" }),
    world.call({ path: pathOf(foreign.id) }),
    world.call({ path: pathOf(world.ids.next(world.clock.now())) }),
    world.call({ path: pathOf("no-id") }),
    world.call({ path: pathOf(run.id.toLowerCase()) }),
    world.call({ path: pathOf(run.id, "absent") }),
  ]);

  const [first, ...others] = responses.map(bytesOf);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other).toEqual(first);
});

it("the run detail requires a caller and rejects parameters", async () => {
  const world = await createWorld();
  const run = await world.aRun();

  expect((await world.call({ path: pathOf(run.id), as: null })).status).toBe(401);
  expect((await world.call({ path: pathOf(run.id), query: "tab=all" })).status).toBe(400);
});
