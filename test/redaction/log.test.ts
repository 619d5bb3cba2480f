import { afterEach, describe, expect, it, vi } from "vitest";
import { count, createLog, createMetrics } from "../../shared/log.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a log line", () => {
  it("is one JSON object in which message, details, errors and appended keys are redacted", () => {
    const lines = capture();
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

  it("survives what cannot be written as JSON", () => {
    const lines = capture();
    const circular: { size: bigint; self?: unknown } = { size: 1n };
    circular.self = circular;
    createLog("worker").info("odd", { runId: "r", circular });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ message: "odd", runId: "r" });
  });
});

describe("a counted thing", () => {
  it("is one line in the embedded metric format, with its dimensions", () => {
    const lines = capture();
    count(createMetrics("worker"), "correlation_rejected", { reason: "unknown_version" });
    const line: unknown = JSON.parse(lines[0] ?? "");
    expect(line).toMatchObject({
      service: "worker",
      reason: "unknown_version",
      correlation_rejected: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: "Runtruth" }] },
    });
  });
});

/** The logger owns its stream; what it writes there is collected instead of printed. */
function capture(): string[] {
  const lines: string[] = [];
  const collect = (chunk: string | Uint8Array) => {
    lines.push(
      ...String(chunk)
        .split("\n")
        .filter((line) => line !== ""),
    );
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(collect);
  vi.spyOn(process.stderr, "write").mockImplementation(collect);
  return lines;
}
