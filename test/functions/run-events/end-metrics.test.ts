import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { emitEndMetrics } from "../../../functions/run-events/end-metrics.ts";
import { createMetrics } from "../../../shared/observability/log.ts";
import { aRun, reconciledBy } from "../../derived/runs.ts";
import { capturedLines } from "../../support/captured-lines.ts";

beforeEach(() => {
  vi.stubEnv("POWERTOOLS_METRICS_NAMESPACE", "Runtruth/dev");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 10, 0, second)).toISOString();

it.each([
  {
    what: "a started run: outcome, wait time and run time",
    run: { outcome: "succeeded", startedAt: at(4), completedAt: at(34), context: {} },
    reported: [
      { type: "policy.sync", outcome: "succeeded", run_ended: 1 },
      { type: "policy.sync", run_queued_seconds: 4 },
      { type: "policy.sync", run_ran_seconds: 30 },
    ],
  },
  {
    what: "a run without an attempt: outcome and wait time",
    run: {
      outcome: "failed",
      startedAt: undefined,
      completedAt: at(50),
      context: { reconciliation: reconciledBy("run.stale_queued") },
    },
    reported: [
      { type: "policy.sync", outcome: "failed", run_ended: 1 },
      { type: "policy.sync", run_queued_seconds: 50 },
    ],
  },
  {
    what: "a run with clock skew: no negative times",
    run: { outcome: "succeeded", startedAt: at(0), completedAt: at(0), createdAt: at(2), context: {} },
    reported: [{ run_ended: 1 }, { run_queued_seconds: 0 }, { run_ran_seconds: 0 }],
  },
] as const)("report-end emits the metrics of $what", ({ run, reported }) => {
  const lines = capturedLines();
  emitEndMetrics(
    createMetrics("run-events"),
    aRun({ status: "completed", type: "policy.sync", createdAt: at(0), ...run }),
  );

  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject(
    reported.map((metric) => ({
      service: "run-events",
      ...metric,
      _aws: { CloudWatchMetrics: [{ Namespace: "Runtruth/dev" }] },
    })),
  );
});
