import * as z from "zod";
import type { Correlation } from "../ledger/run-service.ts";
import type { Run } from "../run/run.ts";
import { correlationVersion, type Envelope, envelope } from "./envelope.ts";

/** Why a message is rejected. Each reason is a metric dimension. */
export const rejections = [
  "body_unreadable",
  "version_unknown",
  "body_malformed",
  "job_not_tracked",
  "run_missing",
  "workspace_mismatch",
  "environment_mismatch",
  "type_mismatch",
  "job_class_mismatch",
  "queue_mismatch",
  "newer_version",
] as const;
export type Rejection = (typeof rejections)[number];

export type Read =
  | { readonly kind: "read"; readonly envelope: Envelope; readonly correlation: Correlation }
  | { readonly kind: "rejected"; readonly reason: Rejection };

const versioned = z.looseObject({ correlation: z.looseObject({ version: z.unknown() }) });

/**
 * Parses and validates a message without the ledger. `isTracked` says whether a job class belongs to a registered
 * operation; other jobs are not ours to end (spec 360, fail closed). Legacy fields such as `runId` or `bulkRunId`
 * make the body malformed.
 */
export function readMessage(body: string, isTracked: (jobClass: string) => boolean): Read {
  const parsed = parseJson(body);
  if (parsed === undefined) return { kind: "rejected", reason: "body_unreadable" };
  const message = envelope.safeParse(parsed).data;
  if (message === undefined) {
    const version = versioned.safeParse(parsed).data?.correlation.version;
    const isOther = version !== undefined && version !== correlationVersion;
    return { kind: "rejected", reason: isOther ? "version_unknown" : "body_malformed" };
  }
  if (!isTracked(message.job.jobClass)) return { kind: "rejected", reason: "job_not_tracked" };
  if (message.job.jobClass !== message.correlation.operationType) {
    return { kind: "rejected", reason: "job_class_mismatch" };
  }
  const { correlation, job } = message;
  return {
    kind: "read",
    envelope: message,
    correlation: {
      version: correlation.version,
      runId: correlation.operationRunId,
      workspaceId: correlation.workspaceId,
      environmentId: correlation.environmentId,
      type: correlation.operationType,
      queue: job.queue,
    },
  };
}

/**
 * Decides whether a message belongs to a run, for the worker and the bridge alike. The worker's claim enforces the
 * same facts as a condition, so an uncorrelated message never writes a run; this function names the fact that failed.
 */
export function correlate(message: Correlation, run: Run | undefined): Rejection | "correlated" {
  if (run === undefined || run.id !== message.runId) return "run_missing";
  if (run.workspaceId !== message.workspaceId) return "workspace_mismatch";
  if (run.environmentId !== message.environmentId) return "environment_mismatch";
  if (run.type !== message.type) return "type_mismatch";
  const facts = run.context.dispatch;
  // Not recorded yet: the worker may be faster than the sender.
  if (facts === undefined) return "correlated";
  if (facts.operationRunId !== message.runId) return "run_missing";
  if (facts.correlationVersion !== message.version) return "version_unknown";
  if (facts.jobClass !== message.type) return "job_class_mismatch";
  if (facts.queue !== message.queue) return "queue_mismatch";
  return "correlated";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
