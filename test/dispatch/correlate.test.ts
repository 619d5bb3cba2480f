import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlate, readMessage } from "../../shared/dispatch/correlate.ts";
import { envelopeOf } from "../../shared/dispatch/envelope.ts";
import { parseRun, queuedRunItem } from "../../shared/ledger/run-item.ts";

const runId = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
const item = queuedRunItem(
  {
    id: runId,
    type: "policy.sync",
    workspaceId: "acme",
    environmentId: "acme-prod",
    initiator: { id: "operator", name: "Operator" },
    createdAt: "2026-03-02T09:00:00.000Z",
    correlationHash: undefined,
    input: {},
    context: {},
  },
  "t",
  "2026-03-02T09:02:00.000Z",
);
const stored = (over: object = {}) => {
  const run = parseRun({ ...item, ...over });
  if (!run) throw new Error("not a run");
  return run;
};
const message = envelopeOf(stored(), "long");
const tracked = (type: string) => type === "policy.sync";
const body = (change: object) => JSON.stringify({ ...message, ...change });

describe("reading a message", () => {
  it("returns the correlation that was sent", () => {
    expect(readMessage(JSON.stringify(message), tracked)).toMatchObject({
      kind: "read",
      correlation: { version: 1, runId, workspaceId: "acme", environmentId: "acme-prod", queue: "operations-long" },
    });
  });

  it.each([
    { with: "invalid JSON", text: "%", reason: "body_unreadable" },
    {
      with: "an unknown version",
      text: body({ correlation: { ...message.correlation, version: 2 } }),
      reason: "version_unknown",
    },
    {
      with: "only the historical field runId",
      text: body({ correlation: { version: 1, runId } }),
      reason: "body_malformed",
    },
    {
      with: "the historical field bulkRunId beside the current one",
      text: body({ bulkRunId: "x" }),
      reason: "body_malformed",
    },
    { with: "an inline payload", text: body({ job: { ...message.job, payload: {} } }), reason: "body_malformed" },
    {
      with: "an untracked job",
      text: body({ job: { ...message.job, jobClass: "mail.send" } }),
      reason: "job_not_tracked",
    },
    {
      with: "a job class of a different type",
      text: body({ correlation: { ...message.correlation, operationType: "restore.execute" } }),
      reason: "job_class_mismatch",
    },
  ])("rejects a message with $with as $reason", ({ text, reason }) => {
    expect(readMessage(text, tracked)).toEqual({ kind: "rejected", reason });
  });

  it("never throws for any body", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readMessage(text, tracked).kind === "rejected"));
  });
});

describe("correlating a message with the stored run", () => {
  const read = readMessage(JSON.stringify(message), tracked);
  const spoken = read.kind === "read" ? read.correlation : undefined;
  const dispatch = { version: 1, queue: "operations-long", at: "2026-03-02T09:00:00.000Z" };

  it.each([
    { run: stored(), verdict: "correlated", is: "without stored dispatch metadata" },
    { run: stored({ dispatch }), verdict: "correlated", is: "with equal dispatch metadata" },
    { run: undefined, verdict: "run_missing", is: "absent" },
    { run: stored({ workspaceKey: "WS#globex#0" }), verdict: "workspace_mismatch", is: "of another workspace" },
    { run: stored({ environmentId: "acme-lab" }), verdict: "environment_mismatch", is: "of another environment" },
    { run: stored({ type: "restore.execute" }), verdict: "type_mismatch", is: "of another type" },
    {
      run: stored({ dispatch: { ...dispatch, queue: "operations-short" } }),
      verdict: "queue_mismatch",
      is: "sent to another queue",
    },
    {
      run: stored({ dispatch: { ...dispatch, version: 2 } }),
      verdict: "version_unknown",
      is: "sent in another version",
    },
  ])("returns $verdict for a run $is", ({ run, verdict }) => {
    expect(spoken && correlate(spoken, run)).toBe(verdict);
  });
});
