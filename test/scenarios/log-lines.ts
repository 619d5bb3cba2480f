import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import * as z from "zod";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { metricDimensions } from "../../shared/observability/metric-names.ts";
import { redactForLog } from "../../shared/redaction/redact.ts";

/** Messages of lines without a run, or about an unreadable one. */
const aboutNoRun = ["message does not correlate", "sweep done", "tick done", "alerts evaluated", "canary failed"];

const text = z.string().min(1);
const aboutARun = z.looseObject({
  level: z.enum(["INFO", "WARN", "ERROR"]),
  message: text,
  service: text,
  timestamp: text,
  correlationId: text,
  function_request_id: text,
  xray_trace_id: z.string().regex(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  runId: z.string().regex(/^[0-9A-Z]{26}$/),
  workspaceId: text,
});
const aboutNone = aboutARun.partial({ runId: true, workspaceId: true });
const metric = z.looseObject({
  service: text,
  _aws: z.object({
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.literal("Runtruth/dev"),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.tuple([z.object({ Name: z.enum(Object.keys(metricDimensions)), Unit: text })]),
      }),
    ]),
  }),
});
/** The platform's own report of an invocation. */
const report = z.looseObject({ type: z.literal("platform.report"), requestId: text, status: text });

/**
 * Checks all log lines of a running stack's functions so far. Each must be one line of JSON with run, workspace,
 * request and trace, without secrets or the table's name, and with a stack trace only for errors. Returns the count of
 * each message, by function.
 */
export function expectGoodLines(stack: StartedStack): Readonly<Record<string, number>> {
  const said: Record<string, number> = {};
  const folder = path.join(stack.dataDir, "log");
  for (const file of readdirSync(folder)) {
    // The last line may be incomplete.
    const lines = readFileSync(path.join(folder, file), "utf8").split("\n").slice(0, -1);
    for (const line of lines) {
      const what = `${file.replace(".jsonl", "")}: ${whatIsSaid(line)}`;
      said[what] = (said[what] ?? 0) + 1;
      expect(line).not.toContain(stack.tableName);
    }
  }
  return said;
}

function whatIsSaid(line: string): string {
  const parsed: unknown = JSON.parse(line);
  expect(redactForLog(parsed)).toEqual(parsed);
  if (report.safeParse(parsed).success) return "report";
  if (typeof parsed === "object" && parsed !== null && "_aws" in parsed) {
    const { CloudWatchMetrics: metrics } = metric.parse(parsed)._aws;
    return metrics.map(({ Metrics: [{ Name }] }) => Name).join();
  }
  const { message } = z.looseObject({ message: text }).parse(parsed);
  const { level } = (aboutNoRun.includes(message) ? aboutNone : aboutARun).parse(parsed);
  if (level !== "ERROR") expect(line).not.toMatch(/\\n {4}at /);
  return message;
}
