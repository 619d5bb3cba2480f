import middy from "@middy/core";
import type { Context, SQSEvent } from "aws-lambda";
import * as z from "zod";
import { settleBatch } from "../../../functions/middleware/settle-batch.ts";
import type { Settlement, TrackedDelivery } from "../../../functions/worker/track-operation-run.ts";
import type { StartAnswer } from "../../../shared/dispatch/start-run.ts";
import { plusSeconds } from "../../../shared/foundation/clock.ts";
import type { ReconcileResult, WorkResult } from "../../../shared/operations/define-operation.ts";
import type { AnyOperation } from "../../../shared/operations/registry.ts";
import { createAdapterDependencies } from "../../../shared/reconcile/adapter-dependencies.ts";
import { laneTimings } from "../../../shared/run/lanes.ts";
import { eventOf, lambdaContext, laneOfQueue, recordOf } from "../../functions/sqs-records.ts";
import { policySync } from "../../ledger/world.ts";
import type { Product } from "../../support/product.ts";
import { createAutomaton, InjectedError } from "./automaton.ts";

/** The lane of all actors and its timings. */
export const timings = laneTimings.short;

/** Windows of the one operation all actors use: those of its lane. */
export const lifecycle = {
  queuedStaleAfterSeconds: 420,
  closeQueuedAfterSeconds: 1800,
  runningStaleAfterSeconds: 900,
  expectedMaxRuntimeSeconds: 105,
} as const;

/** One start; equal requests have one identity. */
export interface StarterPlan {
  readonly name: string;
  readonly key?: { readonly keyHash: string; readonly bodyHash: string };
  /** Its content, where the line allows other work. */
  readonly content?: string;
  /** Its input needs a side item and names its start. */
  readonly hasLongInput?: true;
}

/** Possible results of a handler and of an adapter. */
export type WorkAnswer = z.infer<typeof workAnswer>;
export type ProofAnswer = ReconcileResult["decision"];
const workAnswer = z.enum(["done", "throws", "gives up", "hands over", "waits", "parks"]);
/** Lengths of granted waits in seconds: one that a delayed message takes, and one that none can. */
const waitSeconds = { waits: 100, parks: 1000 } as const;
const proofAnswer = z.enum(["reconciled_succeeded", "reconciled_failed", "no_proof"]);

/** A message as received by a worker or the bridge. */
export interface Received {
  readonly id: string;
  readonly body: string;
  readonly receives: number;
}

/** The product's functions, each as an actor. */
export function createProductActors(product: Product) {
  const automaton = createAutomaton();
  const { clock, ids } = automaton;
  const target = { client: automaton.client, tableName: "t" };
  const runService = product.createRunService({ ...target, clock, ids });
  const queries = product.createRunQueries(target);
  const send = product.createSender({
    client: automaton.sqs,
    queueUrls: { short: "http://q/short", long: "http://q/long" },
  });
  const delivery = product.createDelivery({ runService, send, clock });
  const operation: AnyOperation = {
    ...policySync.operation,
    lane: "short",
    family: "policies",
    ownership: "environment",
    risk: "read",
    expectedDurationSeconds: 60,
    lifecycle,
    capability: "tenant.policies.sync",
    actionability: "later_success",
    provenBy: "nothing",
    proves: "nothing",
    input: z.looseObject({}),
    start: {
      prepare: async () => ({ prepare: async () => policySync.prepared }),
      handle: () => {
        throw new Error("the handler is played by the schedule");
      },
      settleRecords: "no_records",
    },
    reconcile: async () => ({
      async reconcile() {
        const decision = proofAnswer.parse(await automaton.askForProof());
        return { decision, reasonCode: "policy_sync.asked", evidence: {} };
      },
    }),
  };
  const findOperation = (type: string) => (type === operation.type ? operation : undefined);
  const askAdapter = product.createAskAdapter({
    findOperation,
    needs: createAdapterDependencies({ ...target, clock }),
  });
  const reconcileRun = product.createReconcileRun({ runService, askAdapter, clock });
  const cancelRun = product.createCancelRun({ runService, reconcileRun, findOperation, clock });
  const common = { runService, queries, delivery, askAdapter, reconcileRun, findOperation, overrides: {}, clock };
  const start = product.createStarter(common);
  const sweep = product.createSweep({ ...common, onFailure: (_runId, error) => unlessScripted(error) });
  const bridge = product.createBridge({
    ...common,
    laneOf: laneOfQueue,
    reports: { rejected: unexpected, settled: () => {}, failed: (_id, error) => unlessScripted(error) },
  });
  // No early timeout: the scheduler ends invocations.
  const deliver = middy<TrackedDelivery, WorkResult | Settlement, Error, Context>({ timeoutEarlyInMillis: 0 })
    .use(
      product.trackOperationRun({
        ...common,
        lane: "short",
        send,
        gateStep: async () => ({ kind: "begin" }),
        ids,
        reports: { rejected: unexpected, settled: () => {} },
      }),
    )
    .handler(perform);

  async function perform(): Promise<WorkResult> {
    const answer = workAnswer.parse(await automaton.work());
    switch (answer) {
      case "done":
        return { kind: "ended", outcome: "succeeded" };
      case "throws":
        throw new InjectedError("the handler threw");
      case "gives up":
        throw new product.NonRetryableError("run.handler_failed", "The handler gave up.");
      case "hands over":
        return { kind: "handed_over", checkpoint: { at: "further on" } };
      case "waits":
      case "parks":
        return {
          kind: "handed_over",
          checkpoint: { at: "further on" },
          wait: { reason: "provider_throttled", until: plusSeconds(clock.now(), waitSeconds[answer]) },
        };
      default:
        return answer satisfies never;
    }
  }

  const isAcknowledged = (answer: { batchItemFailures: readonly unknown[] }) => answer.batchItemFailures.length === 0;
  const eventWith = ({ body, id, receives }: Received): SQSEvent =>
    eventOf(recordOf(body, { messageId: id, receiveCount: receives }));

  return {
    automaton,
    starter: (plan: StarterPlan) => (): Promise<StartAnswer> =>
      start({
        ...policySync,
        lifecycle,
        operation: { ...policySync.operation, lane: "short" },
        prepared: preparedFor(plan),
        ...(plan.key && { idempotency: plan.key }),
      }),
    worker: (message: Received) => async () =>
      isAcknowledged(
        await settleBatch(
          eventWith(message).Records,
          async (record) => (await deliver({ record }, lambdaContext(timings.timeoutSeconds * 1000))) === "acknowledge",
          (_record, error) => unlessScripted(error),
        ),
      ),
    bridge: (message: Received) => async () => isAcknowledged(await bridge(eventWith(message))),
    sweep: () => () => sweep({ runsMax: 500, mayGoOn: () => true }),
    /** An operator reconciles one run. */
    adapter: (runId: string) => async () => {
      const run = await queries.getRun(runId);
      if (run !== undefined) await reconcileRun(run, "operator_reconcile", "operator");
    },
    /** A person cancels one run. */
    operator: (runId: string) => async () => {
      const run = await queries.getRun(runId);
      if (run !== undefined) await cancelRun(run, { by: "operator", at: clock.now().toISOString() });
    },
  };
}
export type ProductActors = ReturnType<typeof createProductActors>;

/** The request of a plan; all plans share one line. */
function preparedFor({ name, content, hasLongInput }: StarterPlan) {
  const { prepared } = policySync;
  const isLong = hasLongInput === true;
  return {
    ...prepared,
    line: prepared.identity,
    identity: content === undefined ? prepared.identity : { content },
    input: isLong ? { by: name, text: "x".repeat(200) } : prepared.input,
    context: { ...prepared.context, ...(content !== undefined && { content }), ...(isLong && { by: name }) },
  };
}

function unexpected(reason: string): never {
  throw new Error(`a message of ours was rejected: ${reason}`);
}

function unlessScripted(error: unknown): void {
  if (!(error instanceof InjectedError)) throw error;
}
