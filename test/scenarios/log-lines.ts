import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import * as z from "zod";
import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { metricDimensions } from "../../shared/observability/metric-names.ts";
import { redactForLog } from "../../shared/redaction/redact.ts";

/** What a line says that speaks of no run, or of one that it could not read. */
const aboutNoRun = ["message does not correlate", "sweep done"];

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
/** What the platform itself says of an invocation. */
const report = z.looseObject({ type: z.literal("platform.report"), requestId: text, status: text });

/**
 * Holds what the functions of a running stack have written by now against what a line must be: one line of JSON that
 * says which run, workspace, request and trace it is about, without a secret or the name of the table, and with a stack
 * only where something went wrong. Answers how often each thing was said, by function.
 */
export function expectGoodLines(stack: StartedStack): Readonly<Record<string, number>> {
  const said: Record<string, number> = {};
  const folder = path.join(stack.dataDir, "log");
  for (const file of readdirSync(folder)) {
    // The last line may still be on its way.
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
