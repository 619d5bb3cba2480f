import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { lacksPlan } from "../plans/plan-guard.ts";
import { planOf } from "../plans/plan-of.ts";
import { policyVersionPruneInput } from "./policy-version.input.ts";

/** Archives old policy versions. */
export const policyVersionPrune = defineOperation({
  type: "policy_version.prune",
  family: "policies",
  ownership: "environment",
  risk: "destructive",
  lane: "long",
  expectedDurationSeconds: 60,
  lifecycle: laneLifecycles.long,
  capability: "tenant.danger_zone",
  correlationKeys: ["selectionHash", "mode"],
  actionability: "manual_review",
  provenBy: "nothing",
  proves: "nothing",
  input: policyVersionPruneInput,
  start: {
    prepare: () => import("./policy_version.prune.start.ts"),
    lacks: (input) => lacksPlan(input),
    writes: planOf,
    handle: () => import("./policy_version.prune.work.ts"),
    settleRecords: () => import("../plans/plan.proof.ts"),
  },
  reconcile: "unsupported",
});
