import * as z from "zod";
import { runOutcomes, runStatuses } from "./status.ts";

/** Who completed a run; all of them use the run service's `finish`. */
export const endSources = [
  "worker",
  "dispatch",
  "failed_job_bridge",
  "scheduled_reconciler",
  "adapter_reconciler",
  "operator",
  "unknown",
] as const;
export type EndSource = (typeof endSources)[number];

/** Long enough for a ticket or its address, and short enough that a run stays within one write unit. */
export const externalReferenceCharactersMax = 100;

const status = z.string().pipe(z.enum(runStatuses).catch("unknown"));
const outcome = z.string().pipe(z.enum(runOutcomes).catch("unknown"));
/** Only the platform plane is recorded; planes of a newer release are ignored. */
const plane = z.literal("platform").optional().catch(undefined);

/**
 * Stored counts. What is no whole number is left out: a page without one count is worth more than no page. The outcome
 * and the failures never depend on a count.
 */
const storedCounts = z
  .record(z.string(), z.unknown())
  .catch({})
  .transform((counts) =>
    Object.fromEntries(Object.entries(counts).filter((entry): entry is [string, number] => Number.isInteger(entry[1]))),
  );

/** What the queue accepted (spec 360, SC-002). Written only by dispatch. */
export const dispatchFacts = z.object({
  correlationVersion: z.number().int(),
  operationRunId: z.string(),
  jobClass: z.string(),
  queue: z.string(),
  connection: z.literal("sqs"),
  dispatchedAt: z.string(),
  /** The queue's message id; absent when the queue returned none. */
  queueJobId: z.string().optional(),
});
export type DispatchFacts = z.infer<typeof dispatchFacts>;

/** A record that a run made or that proves its end: type and id only, never a copied name. */
export const relatedRef = z.object({ type: z.string(), id: z.string() });
export type RelatedRef = z.infer<typeof relatedRef>;

export const reconciliationSources = [
  "failed_job_bridge",
  "scheduled_reconciler",
  "adapter_reconciler",
  "operator_reconcile",
  "unknown",
] as const;

/** Written once, by the run service, when the end was not decided by the run's own worker (spec 360, FR-004). */
export const reconciliationFacts = z.object({
  source: z.string().pipe(z.enum(reconciliationSources).catch("unknown")),
  adapter: z.string().nullable(),
  decision: z.string(),
  reasonCode: z.string(),
  previousStatus: status,
  previousOutcome: outcome,
  reconciledAt: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  related: relatedRef.optional(),
});
export type ReconciliationFacts = z.infer<typeof reconciliationFacts>;

/** The object of a failure: a policy or a list, in the provider's terms, the missing permission, the HTTP status. */
export const failureObject = z.object({
  collection: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  /** The blocking run. */
  run: z.string().optional(),
  /** The application permission whose absence is the cause. */
  permission: z.string().optional(),
  status: z.number().int().optional(),
});
export type FailureObject = z.infer<typeof failureObject>;

/** One sanitized failure: a stable code and a short sentence without secrets or internals. */
export const failure = z.object({
  code: z.string(),
  message: z.string(),
  count: z.number().int().optional(),
  about: failureObject.optional(),
});
export type Failure = z.infer<typeof failure>;

export const initiator = z.object({ id: z.string(), name: z.string() });
/**
 * The stored initiator. Only the platform writes `kind`; a missing or unknown kind is a person. For a schedule, `id` is its
 * owner, on whose behalf the work runs, and `name` the name of the schedule.
 */
const storedInitiator = initiator.extend({
  kind: z.string().optional(),
  scheduleId: z.string().optional(),
  /** The slot that this run fills; absent when a person started the schedule's work. */
  slot: z.string().optional(),
  /** The wave that started this run in one of its targets, on behalf of the person who started the wave. */
  waveId: z.string().optional(),
});
export type Initiator = z.infer<typeof storedInitiator>;

/** The initiator of everything the platform starts itself. */
export const systemInitiator: Initiator = { id: "system", name: "System", kind: "system" };

/** Whether a schedule started this. */
export const isScheduled = (run: { readonly initiator: Initiator }) => run.initiator.kind === "schedule";

/** Whether the platform started this. Decided by the field, because a person may have any name. */
export const isPlatformInitiated = (run: { readonly initiator: Initiator }) =>
  run.initiator.kind === systemInitiator.kind;

/** An annotation by a person on a run, with its reason and time. */
export const annotation = z.object({ by: z.string(), at: z.string(), note: z.string() });
export type RunAnnotation = z.infer<typeof annotation>;

/** Who requested cancellation, and when. */
export const cancelRequest = z.object({
  by: z.string(),
  at: z.string(),
  /** Present when requested on the platform plane. */
  plane,
});
export type CancelRequest = z.infer<typeof cancelRequest>;

/** The failure of a cancelled run whose worker did not confirm that it stopped. */
export const cancelUnconfirmedCode = "run.cancel_unconfirmed";

/** A run's context: bounded, redacted, ids and scalars only; no domain objects (spec 360, NFR-007). */
export const runContext = z.looseObject({
  dispatch: dispatchFacts.optional(),
  reconciliation: reconciliationFacts.optional(),
  related: relatedRef.optional(),
  progress: z.looseObject({ phase: z.object({ key: z.string(), label: z.string().optional() }).optional() }).optional(),
  /** Until when a released run waits, and why (`run/granted-wait.ts`); the next claim removes it. */
  waiting: z.object({ reason: z.string(), until: z.string() }).optional(),
});
export type RunContext = z.infer<typeof runContext>;

/** When a run with many short parts continues by itself, and how far it is. */
export interface NextStep {
  readonly afterSeconds: number;
  readonly progress: { readonly total: number; readonly completed: number; readonly failed: number };
}

/** One execution of an operation, from its accepted start to its only end. */
export const run = z.object({
  id: z.string(),
  type: z.string(),
  workspaceId: z.string(),
  environmentId: z.string().nullable(),
  status,
  outcome,
  initiator: storedInitiator,
  createdAt: z.string(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
  /** When each attempt claimed the run; the first equals `startedAt`. */
  claims: z.array(z.string()),
  /** The number of the newest attempt and fencing token of its owner. Zero before the first claim. */
  attempt: z.number().int(),
  /** The message whose attempt owns the run; absent while queued, after a hand-over and after the end. */
  messageId: z.string().optional(),
  receiveCount: z.number().int().optional(),
  claimToken: z.string().optional(),
  leaseUntil: z.string().optional(),
  /** Number of resends; each is reserved before it is made. */
  tries: z.number().int(),
  triedAt: z.string().optional(),
  /** Number of hand-overs to a further message. */
  handovers: z.number().int(),
  /** Seconds of all waits granted between two parts. */
  waitedSeconds: z.number().int(),
  /** Continuations sent by workers since another function sent a message; absent on runs of the last release. */
  chain: z.number().int().optional(),
  /** Which attempts handed over, and when; absent on runs of the last release. */
  handedOver: z.array(z.object({ attempt: z.number().int(), at: z.string() })).optional(),
  /** Where a handler continues after a hand-over. */
  checkpoint: z.record(z.string(), z.unknown()).optional(),
  requestToken: z.string().optional(),
  dueAt: z.string().optional(),
  dueShard: z.string().optional(),
  openKey: z.string().optional(),
  correlationHash: z.string().optional(),
  /** The run's generation in its line (`run/generation.ts`); absent on runs of the last release. */
  gen: z.number().int().optional(),
  epoch: z.string().optional(),
  /** The accepted input; absent when it is in a side item. */
  input: z.record(z.string(), z.unknown()).optional(),
  inputElsewhere: z.boolean(),
  /** Selects the run's side item when several exist. */
  inputToken: z.string().optional(),
  context: runContext,
  summaryCounts: storedCounts,
  failures: z.array(failure),
  /** Who ended it and why. */
  endedBy: z
    .object({
      source: z.string().pipe(z.enum(endSources).catch("unknown")),
      reasonCode: z.string().optional(),
      actor: z.string().optional(),
      /** The trace of the invocation that ended it as a problem: its log lines carry it. */
      traceId: z.string().optional(),
    })
    .optional(),
  /** Cancellation was requested: the current attempt sees this at its next write. */
  cancelRequested: cancelRequest.optional(),
  /** A person acknowledged this problem; its outcome does not change. */
  acknowledged: annotation.optional(),
  /** The platform's own annotation; it does not change any verdict. */
  investigated: annotation.optional(),
  /** The reference that the start gave, such as a ticket number. */
  externalReference: z.string().optional(),
  /** The run that this one repeats. */
  repeats: z.string().optional(),
  /** Present when the repetition was requested on the platform plane. */
  repeatPlane: plane,
});
export type Run = z.infer<typeof run>;
