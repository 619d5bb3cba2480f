import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import type { StackDescription } from "../../local/runtime/stack-file.ts";
import { auditPage } from "../../shared/contract/audit.ts";
import { reconcileAnswer } from "../../shared/contract/runs.ts";
import { systemClock } from "../../shared/foundation/clock.ts";
import { randomIds } from "../../shared/foundation/ids.ts";
import { createEnvironmentReviews } from "../../shared/records/environment-reviews.ts";
import { anActiveSnapshot } from "../support/evidence.ts";
import { localAws } from "../support/table.ts";
import { apiOf, runOf } from "./api.ts";
import { expectGoodLines } from "./log-lines.ts";
import { stackForTest } from "./stacks.ts";
import { until } from "./until.ts";

const prod = { user: "owner", workspaceId: "acme", environmentId: "acme-prod" };
const lab = { user: "owner", workspaceId: "acme", environmentId: "acme-lab" };
const type = "environment.review.compose";
/** Without workers, and with an invoked sweep that closes a run only after an hour. */
const stuck = {
  hasWorkers: false,
  hasSchedules: false,
  lifecycleOverrides: JSON.stringify({
    [type]: { queuedStaleAfterSeconds: 2, closeQueuedAfterSeconds: 3600, runningStaleAfterSeconds: 2 },
  }),
};
const content = {
  completeness: "complete",
  summary: { policies: 0, settings: 0, sections: 0, gaps: 0 },
  sections: [],
  gaps: [],
} as const;

it("a stuck run closes only by a review of its own environment", async () => {
  const stack = await stackForTest(stuck);
  const api = apiOf(stack);
  const target = targetOf(stack);
  for (const place of [prod, lab]) await anActiveSnapshot(target, place);
  const { id } = runOf(await api.start(prod, type));
  const { context } = await api.findRun("owner", "acme", id);
  const fingerprint = String(context?.fingerprint);
  const look = () => api.findRun("owner", "acme", id);
  const sweep = async () => expect((await stack.invoke("reconcile-sweep")).hasFailed).toBe(false);

  const twin = await aReadyReview(stack, lab, fingerprint);
  const stale = await until(`run ${id} is shown as stale`, async () => {
    await sweep();
    const run = await look();
    return run.freshness === "likely_stale" ? run : undefined;
  });
  expect(stale).toMatchObject({ status: "queued", related: null });
  const path = `/api/workspaces/acme/operations/${id}/reconcile`;
  const asked = await api.request("operator", path, { method: "POST" });
  expect(reconcileAnswer.parse(JSON.parse(asked.text))).toMatchObject({
    result: "no_proof",
    run: { status: "queued" },
  });

  const proof = await aReadyReview(stack, prod, fingerprint);
  const closed = await until(`the sweep closes run ${id}`, async () => {
    await sweep();
    const run = await look();
    return run.status === "completed" ? run : undefined;
  });

  const related = { type: "environment_review", id: proof };
  expect(closed).toMatchObject({
    outcome: "succeeded",
    related,
    context: {
      reconciliation: {
        source: "adapter_reconciler",
        adapter: type,
        decision: "reconciled_succeeded",
        previousStatus: "queued",
        evidence: { ...prodScope, fingerprint, consideredReviewIds: [proof], chosenReviewId: proof },
        related,
      },
    },
  });
  expect(JSON.stringify(closed)).not.toContain(twin);
  const again = await api.request("operator", path, { method: "POST" });
  expect(reconcileAnswer.parse(JSON.parse(again.text)).result).toBe("already_terminal");
  const restart = await api.start(prod, type);
  expect(restart).toMatchObject({ result: "already_available", related });

  const entries = await until("the end is written down", async () => {
    const { items } = await api.read("owner", "/api/workspaces/acme/audit", auditPage);
    const ours = items.filter(({ resourceId }) => resourceId === id);
    return ours.some(({ action }) => action === "operation_run.reconciled") ? ours : undefined;
  });
  expect(entries.map(({ action }) => action).sort()).toEqual([
    "operation_run.reconcile_requested",
    "operation_run.reconcile_requested",
    "operation_run.reconciled",
  ]);
  expect(JSON.stringify(entries)).not.toContain(twin);
  expect(expectGoodLines(stack)).toMatchObject({
    "reconcile-sweep: sweep done": expect.any(Number),
    "reconcile-sweep: sweep_result": expect.any(Number),
  });
});

const prodScope = { workspaceId: prod.workspaceId, environmentId: prod.environmentId };

function targetOf({ endpoints: { dynamodb: endpoint }, tableName }: StackDescription) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, ...localAws }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { client, tableName, clock: systemClock, ids: randomIds };
}

/** A ready review whose worker died before it completed its run. */
async function aReadyReview(stack: StackDescription, place: typeof prod | typeof lab, fingerprint: string) {
  const { workspaceId, environmentId } = place;
  const scope = { workspaceId, environmentId };
  const reviews = createEnvironmentReviews(targetOf(stack));
  const wanted = { fingerprint, evidenceSnapshotId: "snapshot", operationRunId: "a run", initiatedByUserId: "owner" };
  const { review } = await reviews.openDraft(scope, wanted);
  await reviews.complete(scope, review.id, content);
  return review.id;
}
