import { expect, it } from "vitest";
import type { ReconcileDecision } from "../../shared/operations/define-operation.ts";
import { endOf } from "../../shared/reconcile/ask-adapter.ts";
import { aRun } from "../derived/runs.ts";

const run = aRun({ status: "running" });
const result = (decision: ReconcileDecision) => ({
  decision,
  reasonCode: "review_compose.review_archived",
  evidence: {},
});

it.each(["attention_required", "reconciled_failed", "reconciled_blocked", "reconciled_partially_succeeded"] as const)(
  "an end of %s stores a failure when its adapter gives only a reason",
  (decision) => {
    const end = endOf(run, result(decision), "adapter_reconciler");

    expect(end?.failures).toMatchObject([{ code: "review_compose.review_archived" }]);
  },
);

it("an end with proof of success stores no failure", () => {
  expect(endOf(run, result("reconciled_succeeded"), "adapter_reconciler")?.failures).toBeUndefined();
});
