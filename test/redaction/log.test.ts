import { afterEach, describe, expect, it, vi } from "vitest";
import { count, createLog, createMetrics } from "../../shared/observability/log.ts";
import { capturedLines } from "../support/captured-lines.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe("a log line", () => {
  it("is one JSON object with redacted message, details, errors and keys", () => {
    const lines = capturedLines();
    const log = createLog("worker");
    log.appendKeys({ clientSecret: "canary-appended" });
    log.error("refused with password=canary-message", {
      runId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
      headers: { authorization: "Bearer canary-header" },
      error: new Error("token: canary-error"),
    });

    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain("canary");
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "ERROR",
      service: "worker",
      message: "refused with password=[redacted]",
      runId: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
      clientSecret: "[redacted]",
    });
  });

  it("is written for values that JSON cannot represent", () => {
    const lines = capturedLines();
    const circular: { size: bigint; self?: unknown } = { size: 1n };
    circular.self = circular;
    createLog("worker").info("odd", { runId: "r", circular });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ message: "odd", runId: "r" });
  });
});

describe("a metric", () => {
  it("is one line of embedded metric format with its dimensions", () => {
    vi.stubEnv("POWERTOOLS_METRICS_NAMESPACE", "Runtruth/dev");
    const lines = capturedLines();
    count(createMetrics("worker"), "correlation_rejected", { reason: "version_unknown" });
    const line: unknown = JSON.parse(lines[0] ?? "");
    expect(line).toMatchObject({
      service: "worker",
      reason: "version_unknown",
      correlation_rejected: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: "Runtruth/dev" }] },
    });
  });

  it("passes every log level, because Lambda takes a line without one for INFO", () => {
    vi.stubEnv("POWERTOOLS_METRICS_NAMESPACE", "Runtruth/dev");
    const lines = capturedLines();
    count(createMetrics("worker"), "bridge_failed", {});

    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "FATAL",
      // Without a timestamp of this form Lambda ignores the level.
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });
});
