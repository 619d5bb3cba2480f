import * as z from "zod";
import type { Prepared, WorkResult } from "../shared/operations/define-operation.ts";
import { laneLifecycles } from "../shared/operations/lane-lifecycles.ts";
import type { AnyOperation } from "../shared/operations/registry.ts";
import type { Run } from "../shared/run/run.ts";

/** The behaviour of the benchmark's handler, and the proof that its adapter finds. */
export interface Behaviour {
  /** What a full success proves of its environment. */
  proves?(): AnyOperation["proves"];
  handle(run: Run): Promise<WorkResult>;
  isProven(run: Run): boolean;
}

/** A prepared start of this work. */
export const startOf = (subject: string): Extract<Prepared, { kind: "start" }> => ({
  kind: "start",
  identity: { subject },
  input: { subject },
  context: { subject, providerConnectionId: "default" },
});

/** An operation without work, so that only the platform's overhead is measured. */
export function benchOperation(behaviour: Behaviour): AnyOperation {
  return {
    type: "bench.work",
    family: "operations",
    ownership: "environment",
    risk: "artifact",
    lane: "short",
    expectedDurationSeconds: 1,
    lifecycle: laneLifecycles.short,
    capability: "tenant.policies.sync",
    correlationKeys: ["subject"],
    actionability: "later_success",
    provenBy: "nothing",
    get proves() {
      return behaviour.proves?.() ?? "nothing";
    },
    input: z.object({ subject: z.string() }),
    start: {
      prepare: async () => ({ prepare: async () => startOf("scheduled") }),
      handle: async () => ({ handle: ({ run }) => behaviour.handle(run) }),
      settleRecords: "no_records",
    },
    reconcile: async () => ({
      async reconcile(run) {
        return behaviour.isProven(run)
          ? { decision: "reconciled_succeeded", reasonCode: "bench.proof", evidence: { runId: run.id } }
          : { decision: "no_proof", reasonCode: "bench.no_proof", evidence: {} };
      },
    }),
  };
}
