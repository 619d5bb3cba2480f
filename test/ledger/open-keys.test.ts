import fc from "fast-check";
import { expect, it } from "vitest";
import {
  activeOpenKey,
  isLastReleaseProblemKey,
  openPlaceOf,
  problemOpenKey,
  problemPrefix,
} from "../../shared/ledger/open-keys.ts";
import { reasonCodes } from "../../shared/run/reason-codes.ts";

const id = "01JNBSRT00000000000000000A";

const problem = fc.record({
  id: fc.constant(id),
  environmentId: fc.constantFrom("prod", null),
  type: fc.constantFrom("policy.sync", "restore.execute"),
  correlationHash: fc.constantFrom("a", "b", undefined),
  gen: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
  epoch: fc.option(fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{6}$/), { nil: undefined }),
  outcome: fc.constantFrom("failed", "blocked", "partially_succeeded"),
  decision: fc.constantFrom(undefined, "reconciled_failed", "attention_required"),
  reasonCode: fc.constantFrom(undefined, ...reasonCodes),
  failureCode: fc.constantFrom(undefined, "run.handler_failed"),
});

it("a problem key encodes the facts of its run", () => {
  fc.assert(
    fc.property(problem, (run) => {
      const place = openPlaceOf(problemOpenKey(run));

      expect(place).toMatchObject({ kind: "P", environmentId: run.environmentId });
      expect(place.problem).toMatchObject({
        outcome: run.outcome,
        isReconciled: run.decision !== undefined,
        isAmbiguous: run.decision === "attention_required",
        reasonCode: run.reasonCode,
        gen: run.gen,
        epoch: run.epoch,
      });
    }),
  );
});

it("the prefix of a line matches its problems only", () => {
  fc.assert(
    fc.property(problem, fc.constantFrom("a", "b"), (run, correlationHash) => {
      const prefix = problemPrefix(run.environmentId, { type: run.type, correlationHash });

      expect(problemOpenKey(run).startsWith(prefix)).toBe(run.correlationHash === correlationHash);
    }),
  );
});

it.each([`P#prod#${id}`, `P#prod#line#gen#facts of a newer release#more#${id}`])(
  "a key of another release yields only its place: %s",
  (key) => {
    expect(openPlaceOf(key)).toEqual({ kind: "P", environmentId: "prod" });
  },
);

it("a key without facts is the last release's", () => {
  expect(isLastReleaseProblemKey(`P#prod#${id}`)).toBe(true);
  expect(isLastReleaseProblemKey(activeOpenKey("prod", id))).toBe(false);
});

it("a reason code keeps its index in the append-only catalogue", () => {
  expect(reasonCodes.slice(0, 12)).toEqual([
    "queue.dispatch_failed",
    "run.stale_queued",
    "run.stale_running",
    "run.infrastructure_timeout_or_abandonment",
    "run.queue_failure_bridge",
    "run.adapter_out_of_sync",
    "run.handler_failed",
    "run.handover_limit",
    "run.cancelled_by_operator",
    "run.cancelled_by_platform",
    "provider_connection_invalid",
    "provider_connection_disabled",
  ]);
  expect(new Set(reasonCodes).size).toBe(reasonCodes.length);
});
