import type { Scope } from "../foundation/scope.ts";
import type { EnsureRequest } from "../ledger/ensure-run.ts";
import type { End } from "../ledger/finish.ts";
import type { SlotName } from "../ledger/idempotency-keys.ts";
import type { RunService } from "../ledger/run-service.ts";
import type { Operation, Prepared } from "../operations/define-operation.ts";
import { startedWork, startHash } from "../operations/started-work.ts";
import type { Lane } from "../run/lanes.ts";
import type { Lifecycle } from "../run/lifecycle.ts";
import type { Initiator, Run } from "../run/run.ts";
import { firstDueSeconds } from "../run/sweep-due.ts";
import type { Delivered, Delivery } from "./deliver.ts";

/** An authorized, validated and prepared start. */
export interface RunRequest {
  readonly operation: Pick<Operation<string, unknown, never, never, never>, "type" | "lane" | "correlationKeys">;
  /** The effective windows in this environment. */
  readonly lifecycle: Lifecycle;
  readonly scope: Scope;
  readonly initiator: Initiator;
  readonly prepared: Extract<Prepared, { kind: "start" }>;
  readonly idempotency?: CallerKey;
  readonly externalReference?: string | undefined;
  /** The run whose work this one repeats. */
  readonly repeats?: string;
  readonly repeatPlane?: "platform";
}

/** The start of a slot; `slotName` names it in the lock of the line. */
export interface SlotRunRequest extends Omit<RunRequest, "idempotency"> {
  readonly slot: SlotName;
  readonly slotName: string;
}

/** The caller's idempotency key, with a hash of the request body. */
export interface CallerKey {
  readonly keyHash: string;
  readonly bodyHash: string;
}

interface StartedAnswer {
  readonly result: "queued" | "already_running" | "replayed" | "dispatch_failed";
  readonly run: Run;
}
export type StartAnswer =
  | StartedAnswer
  | { readonly result: "idempotency_key_reused" | "line_busy"; readonly runId: string };

/** The end of a run whose message the queue refused. */
const dispatchFailed: End = {
  outcome: "failed",
  source: "dispatch",
  reasonCode: "queue.dispatch_failed",
  failures: [{ code: "queue.dispatch_failed", message: "The work could not be handed to its queue." }],
};

interface Dependencies {
  readonly runService: RunService;
  readonly delivery: Delivery;
}

/**
 * Starts a run exactly once: ensures the run, then enqueues it. If the queue refuses, the run fails at once. If the
 * queue does not respond, the sweep takes over, because the message may exist.
 */
export function createStarter({ runService, delivery }: Dependencies) {
  const enqueue = createEnqueue({ runService, delivery });
  return async function start(request: RunRequest): Promise<StartAnswer> {
    const { idempotency, scope, initiator } = request;
    const key = idempotency && { workspaceId: scope.workspaceId, caller: initiator.id, ...idempotency };
    const ensured = await runService.ensure({ ...ensureRequestOf(request), ...(key && { key }) });
    if (ensured.kind === "key_reused") return { result: "idempotency_key_reused", runId: ensured.runId };
    if (ensured.kind === "line_busy") return { result: "line_busy", runId: ensured.runId };
    return enqueue(ensured, request.operation.lane);
  };
}

/** The start of a slot. `settled`: the slot ended without a run; `line_busy`: it has not named a run yet. */
export type SlotAnswer =
  | { readonly result: "started"; readonly run: Run }
  | { readonly result: "line_busy"; readonly runId: string }
  | { readonly result: "settled" };

/** Starts the run of a slot: the same run however often and by however many functions it is started. */
export function createSlotStarter({ runService, delivery }: Dependencies) {
  const enqueue = createEnqueue({ runService, delivery });
  return async function startSlot(request: SlotRunRequest): Promise<SlotAnswer> {
    const { slot, slotName } = request;
    const ensured = await runService.ensureSlot({ ...ensureRequestOf(request), slot, for: slotName });
    if (ensured.kind === "settled") return { result: "settled" };
    if (ensured.kind === "line_busy") return { result: "line_busy", runId: ensured.runId };
    return { result: "started", run: (await enqueue(ensured, request.operation.lane)).run };
  };
}

function ensureRequestOf(request: Omit<RunRequest, "idempotency">): EnsureRequest {
  const { operation, scope, prepared } = request;
  const { makes, identity } = prepared;
  const workOf = (runId: string) => startedWork(operation, scope, prepared, runId);
  const hash = startHash(operation, scope, identity);
  return {
    type: operation.type,
    ...scope,
    ...workOf(""),
    // The lock then names the start; the line of the new record is locked in addition.
    ...(makes !== undefined && { lineHash: hash, workOf }),
    initiator: request.initiator,
    identityHash: hash,
    firstDueSeconds: firstDueSeconds(request.lifecycle),
    ...(request.externalReference !== undefined && { externalReference: request.externalReference }),
    ...(request.repeats !== undefined && { repeats: request.repeats }),
    ...(request.repeatPlane && { repeatPlane: request.repeatPlane }),
  };
}

type Ensured = Extract<Awaited<ReturnType<RunService["ensure"]>>, { run: Run }>;

function createEnqueue({ runService, delivery }: Dependencies) {
  return async function enqueue(ensured: Ensured, lane: Lane): Promise<StartedAnswer> {
    if (ensured.kind === "created") return answerCreated(await delivery.deliver(ensured.run, lane));
    const result = ensured.kind === "replayed" ? "replayed" : "already_running";
    return { result, run: await delivery.deliverForgotten(ensured.run, lane) };
  };

  async function answerCreated(delivered: Delivered): Promise<StartedAnswer> {
    if (delivered.kind !== "refused") return answerStored(delivered.run);
    const write = await runService.finish(delivered.run, dispatchFailed, "undelivered");
    return answerStored((write.outcome === "written" ? write.run : write.stored) ?? delivered.run);
  }
}

/** A new run as currently stored: the sweep may have ended it while its creator was delayed. */
function answerStored(run: Run): StartedAnswer {
  const isDispatchFailed = run.endedBy?.reasonCode === dispatchFailed.reasonCode;
  return { result: isDispatchFailed ? "dispatch_failed" : "queued", run };
}

/**
 * Replays the answer to a used key without evaluating the request: what it named may no longer exist. Undefined when
 * the key is new, or its first request crashed too early.
 */
export function createReplay({ runService, delivery }: Dependencies) {
  return async function replay(
    asked: { readonly workspaceId: string; readonly caller: string; readonly key: CallerKey },
    lane: Lane,
  ): Promise<StartAnswer | undefined> {
    const { key, ...whose } = asked;
    const known = await runService.findReplay({ ...whose, ...key });
    if (known === undefined) return undefined;
    if ("runId" in known) return { result: "idempotency_key_reused", runId: known.runId };
    return { result: "replayed", run: await delivery.deliverForgotten(known.run, lane) };
  };
}
