import * as z from "zod";
import type { ReconcileResult } from "../../shared/operations/define-operation.ts";
import { laneLifecycles } from "../../shared/operations/lane-lifecycles.ts";
import type { NonRetryableError } from "../../shared/operations/non-retryable-error.ts";
import type { AnyOperation } from "../../shared/operations/registry.ts";
import type { Wait } from "../../shared/run/granted-wait.ts";
import { type Lane, lanes, laneTimings } from "../../shared/run/lanes.ts";
import type { Run } from "../../shared/run/run.ts";
import type { EndOutcome } from "../../shared/run/status.ts";
import type { Random } from "../engines/random.ts";
import type { Faults } from "./faults.ts";
import type { Process, Scheduler } from "./scheduler.ts";

/** The result of a handler, or that it ran at all. */
export interface HandlerReturn {
  readonly runId: string;
  readonly attempt: number;
  readonly outcome: EndOutcome | "handed_over" | "threw";
}

/** A secret that must never reach an item, a message or a log. */
export const canary = "AKIAIOSFODNN7CANARY1";

/** An adapter can prove this lane's runs; the other lane follows the generic rule. */
export const provableLane = "long";

export const simulatedType = (lane: Lane) => `sim.${lane}`;
export const isSimulated = ({ type }: { readonly type: string }) => type.startsWith("sim.");

/** One operation per lane, whose handler takes random time, ends with a random result, and reports it to the checks. */
export function createOperations(parts: {
  readonly NonRetryableError: typeof NonRetryableError;
  /** The product's own operations. */
  readonly findRegistered: (type: string) => AnyOperation | undefined;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly faults: Faults;
  readonly returned: (what: HandlerReturn) => void;
  /** Runs whose work took effect, with the time from which it is visible; read by one lane's adapter. */
  readonly effects: Map<string, Date>;
  /** The program that processes a run's newest attempt. */
  readonly atWork: Map<string, Process>;
}) {
  const { scheduler, random, faults, returned, effects, atWork } = parts;
  const byType = new Map(lanes.map((lane) => [simulatedType(lane), operationOf(lane)]));

  function operationOf(lane: Lane): AnyOperation {
    const { handlerBudgetSeconds, timeoutSeconds } = laneTimings[lane];
    return {
      type: simulatedType(lane),
      family: "operations",
      ownership: "environment",
      risk: "artifact",
      lane,
      expectedDurationSeconds: 10,
      lifecycle: laneLifecycles[lane],
      capability: "none",
      correlationKeys: ["subject"],
      actionability: "later_success",
      provenBy: "nothing",
      proves: "nothing",
      input: z.object({ subject: z.string() }),
      reconcile: lane === provableLane ? async () => ({ reconcile: findProof }) : "unsupported",
      start: {
        prepare: async () => ({ prepare: async () => ({ kind: "refuse", errors: [] }) }),
        settleRecords: "no_records",
        handle: async () => ({
          async handle({ run }) {
            const process = scheduler.current();
            if (process !== undefined) atWork.set(run.id, process);
            const seconds = faults.happens("worker_timeout")
              ? timeoutSeconds + 1
              : random.below(Math.min(handlerBudgetSeconds, 90));
            await scheduler.point(seconds * 1000);
            const dice = random.below(100);
            if (dice >= 20 && dice < 75) show(run.id);
            if (process !== undefined && faults.happens("crash_after_side_effect")) scheduler.kill(process);
            await scheduler.point(0);
            if (atWork.get(run.id) === process) atWork.delete(run.id);
            const say = (outcome: HandlerReturn["outcome"]) =>
              returned({ runId: run.id, attempt: run.attempt, outcome });
            if (faults.happens("provider_grants_wait")) {
              say("handed_over");
              const wait = waitFrom(scheduler.clock.now());
              return { kind: "handed_over", checkpoint: { part: run.handovers + 1 }, wait };
            }
            if (dice < 8) {
              say("threw");
              throw new Error(`the provider answered with ${canary}`);
            }
            if (dice < 12) {
              say("threw");
              throw new parts.NonRetryableError("provider_auth_failed", `The provider refused ${canary}.`);
            }
            if (dice < 20) {
              say("handed_over");
              return { kind: "handed_over", checkpoint: { part: run.handovers + 1 } };
            }
            const outcome =
              dice < 75 ? "succeeded" : random.pick(["failed", "partially_succeeded", "blocked"] as const);
            say(outcome);
            return { kind: "ended", outcome, summaryCounts: { total: 3 } };
          },
        }),
      },
    };
  }

  /** A wait for a delayed message, one that parks the run, or one that is longer than any run may wait. */
  function waitFrom(now: Date): Wait {
    const seconds = 1 + random.below(random.pick([60, 900, 3600, 48 * 3600]));
    return { reason: "provider_throttled", until: new Date(now.getTime() + seconds * 1000).toISOString() };
  }

  /** An effect is visible at once or, with provider lag, within an hour. */
  function show(runId: string): void {
    const now = scheduler.trueClock.now();
    if (!effects.has(runId))
      effects.set(runId, new Date(now.getTime() + (random.chance(0.3) ? random.below(3_600_000) : 0)));
  }

  async function findProof(run: Run): Promise<ReconcileResult> {
    await scheduler.point(10);
    const shownSince = effects.get(run.id);
    return shownSince !== undefined && shownSince <= scheduler.trueClock.now()
      ? { decision: "reconciled_succeeded", reasonCode: "simulation.effect_found", evidence: { runId: run.id } }
      : { decision: "no_proof", reasonCode: "simulation.no_effect", evidence: {} };
  }

  return (type: string): AnyOperation | undefined => byType.get(type) ?? parts.findRegistered(type);
}
