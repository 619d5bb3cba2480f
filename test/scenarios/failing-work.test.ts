import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { apiOf, runOf } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { messageCounts, sendUnchecked } from "./queues.ts";
import { dataDirForTest, printed, stackForTest } from "./stacks.ts";
import { tableOf } from "./table.ts";
import { shortenedLanes } from "./timings.ts";
import { until } from "./until.ts";

const throwing = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const killed = { user: "owner", workspaceId: "acme", environmentId: "acme-lab" };

/** More continuations than a worker of these lanes can request before its timeout. */
const endlessParts = 1_000_000;

it("the bridge ends failed work and ignores forged messages", async () => {
  const dataDir = dataDirForTest();
  // Work that must succeed runs in the deployed lanes, so that a slow machine does not time it out.
  const usual = await stackForTest({ dataDir });
  const before = apiOf(usual);
  for (const type of ["policy.sync", "tenant.evidence.snapshot.generate"]) {
    const started = await Promise.all([throwing, killed].map((place) => before.start(place, type)));
    const ended = await Promise.all(started.map((answer) => before.ended("owner", "acme", runOf(answer).id)));
    expect(ended.map(({ outcome, failures }) => ({ outcome, failures }))).toEqual([
      { outcome: "succeeded", failures: [] },
      { outcome: "succeeded", failures: [] },
    ]);
  }
  await usual.stop();
  // A scheduled sweep could complete the run before the failure bridge does.
  const stack = await stackForTest({ dataDir, hasSchedules: false, context: shortenedLanes });
  const api = apiOf(stack);
  const table = tableOf(stack);
  // Unreadable stored evidence makes a handler throw; endless evidence keeps it running until its timeout.
  const entries = { ...throwing, kind: "evidence-entries" };
  const snapshots = { ...killed, kind: "evidence-snapshots" };
  for (const id of await table.recordIds(entries)) await table.damage(entries, id, "entries", "unreadable");
  for (const id of await table.recordIds(snapshots)) await table.damage(snapshots, id, "entryParts", endlessParts);

  // Loading a worker's code takes part of the visibility timeout, and must not consume a delivery here.
  const warmUp = runOf(await api.start(throwing, "provider.connection.check"));
  await api.ended("owner", "acme", warmUp.id);

  const runs = await Promise.all([throwing, killed].map((place) => api.start(place, "environment.review.compose")));
  const [thrown = "", dead = ""] = runs.map((answer) => runOf(answer).id);
  const lies = liesAbout(thrown);
  await sendUnchecked(stack, "ShortLane/WorkQueue", lies);

  for (const runId of [thrown, dead]) {
    const run = await api.ended("owner", "acme", runId);
    expect(run).toMatchObject({
      outcome: "failed",
      freshness: "reconciled_failed",
      failures: [{ code: "run.queue_failure_bridge" }],
      context: { reconciliation: { source: "failed_job_bridge", previousStatus: "running" } },
    });
    // Two receives, two attempts, one completion: the forged messages left no trace on the run.
    expect(run.transitions).toMatchObject([
      { to: "queued", source: "start" },
      { to: "running", source: "worker", attempt: 1 },
      { to: "running", source: "worker", attempt: 2 },
      { to: "completed", source: "failed_job_bridge", reasonCode: "run.queue_failure_bridge" },
    ]);
  }
  expect(readFileSync(path.join(stack.dataDir, "log", "worker-short.jsonl"), "utf8")).toContain("Sandbox.Timedout");

  await until("every lie, and nothing else, stands in the bridge's dead-letter queue", async () => {
    const held = await messageCounts(stack);
    return held.BridgeDeadLetterQueue === lies.length && Object.keys(held).length === 1 ? held : undefined;
  });
  expect(expectGoodLines(stack)).toMatchObject({
    "operations-api: report": expect.any(Number),
    "worker-short: delivery failed": 2,
    "worker-short: message does not correlate": expect.any(Number),
    "worker-short: correlation_rejected": expect.any(Number),
    "worker-long: delivery settled": expect.any(Number),
    "failed-job-bridge: run ended by the bridge": 2,
    "failed-job-bridge: run_bridged": 2,
    "run-events: run_ended": expect.any(Number),
  });
  expect(await printed(stack, "queues")).toMatch(new RegExp(`BridgeDeadLetterQueue +ready ${lies.length} `));
});

/** Forged message bodies that the product never sends, each about an active run. */
function liesAbout(operationRunId: string): readonly string[] {
  const operationType = "environment.review.compose";
  const correlation = {
    version: 1,
    operationRunId,
    workspaceId: throwing.workspaceId,
    environmentId: throwing.environmentId,
    operationType,
  };
  const job = { jobClass: operationType, queue: "operations-short" };
  return [
    "poison",
    JSON.stringify({ correlation: { ...correlation, version: 2 }, job }),
    JSON.stringify({ correlation: { ...correlation, workspaceId: "globex" }, job }),
    JSON.stringify({ correlation: { ...correlation, environmentId: "acme-lab" }, job }),
    JSON.stringify({ correlation: { ...correlation, operationRunId: "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, job }),
    JSON.stringify({ correlation: { ...correlation, operationType: "provider.connection.check" }, job }),
    JSON.stringify({ correlation, job: { ...job, queue: "operations-long" } }),
    // Field names from earlier message formats.
    JSON.stringify({ runId: operationRunId }),
    JSON.stringify({ bulkRunId: operationRunId }),
    JSON.stringify({ correlation, job, runId: operationRunId }),
  ];
}
