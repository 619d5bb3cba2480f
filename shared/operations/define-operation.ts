import type * as z from "zod";
import type { Family } from "../run/families.ts";
import type { Lane } from "../run/lanes.ts";
import type { Lifecycle } from "../run/lifecycle.ts";
import type { PhaseKey } from "../run/phases.ts";
import type { ReasonCode } from "../run/reason-codes.ts";
import type { Risk } from "../run/risks.ts";
import type { Failure, RelatedRef, Run } from "../run/run.ts";
import type { EndOutcome } from "../run/status.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Which later truth may take an old problem off the list of things that need a person (spec 367). */
export type ActionabilityPolicy = "current_state" | "later_success" | "artifact_or_later_success" | "manual_review";

/** Kinds of record that prove by being usable. */
export type ProvingKind =
  | "baseline-snapshots"
  | "evidence-snapshots"
  | "environment-reviews"
  | "review-packs"
  | "backup-sets";

/** A start as the API received it, after its shape was checked. */
export interface StartRequest<Input> {
  readonly input: Input;
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
}

/**
 * What a start comes to before a run exists.
 *
 * `start`: `identity` is what makes two starts the same (while one is active there is no second);
 * `line` is what at most one run may work on at a time, where other work of it has another identity; `makes` is the
 * name of the record's id in input and context, for work that makes a new record: its id becomes the run's own.
 * `input` is what the worker will get; `context` holds the correlation keys and is stored with the run.
 * `answer`: the wanted thing exists, so nothing is started. `refuse`: the input names something that
 * is not there; the caller gets a 422 with these paths.
 */
export type Prepared =
  | {
      readonly kind: "start";
      readonly identity: { readonly [key: string]: Json };
      readonly line?: { readonly [key: string]: string };
      readonly makes?: string;
      readonly input: { readonly [key: string]: Json };
      readonly context: { readonly [key: string]: string };
    }
  | { readonly kind: "answer"; readonly related: RelatedRef }
  | { readonly kind: "refuse"; readonly errors: readonly { readonly path: string; readonly message: string }[] };

/** How far the work is. A bar is drawn from `processed` and `total` alone; a phase never becomes a percentage. */
export type Progress = { readonly processed: number; readonly total: number } | { readonly phase: PhaseKey };

/** One attempt at a run's work. */
export interface Work<Input> {
  readonly run: Run;
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
  readonly input: Input;
  /** Aborted when the attempt must stop: time is nearly up. */
  readonly signal: AbortSignal;
  /** Milliseconds left before the handler must have returned. */
  timeLeftMillis(): number;
  /** Stored at most every five seconds; calls in between cost nothing. Throws `Fenced` when another attempt owns the run. */
  report(progress: Progress): Promise<void>;
  /** The same, stored at once: afterwards this attempt is known to have owned the run at that moment. */
  confirm(progress: Progress): Promise<void>;
}

/** How an attempt ended. `handed_over` asks for a further message that goes on at `checkpoint`. */
export type WorkResult =
  | {
      readonly kind: "ended";
      readonly outcome: EndOutcome;
      readonly reasonCode?: ReasonCode;
      readonly summaryCounts?: Readonly<Record<string, number>>;
      readonly failures?: readonly Failure[];
      readonly related?: RelatedRef;
    }
  | { readonly kind: "handed_over"; readonly checkpoint: { readonly [key: string]: Json } };

/** The eight things an adapter may find when it looks for stored proof of a run's end. */
export type ReconcileDecision =
  | "reconciled_succeeded"
  | "reconciled_partially_succeeded"
  | "reconciled_blocked"
  | "attention_required"
  | "reconciled_failed"
  | "still_in_progress"
  | "no_proof"
  | "unsupported";

export interface ReconcileResult {
  readonly decision: ReconcileDecision;
  readonly reasonCode: string;
  readonly evidence: { readonly [key: string]: Json };
  readonly related?: RelatedRef;
  readonly failures?: readonly Failure[];
  readonly summaryCounts?: Readonly<Record<string, number>>;
}

/** A record that a start needs, in the run's own environment; `names` is what it must say besides being there. */
export interface RequiredRecord {
  readonly kind: string;
  readonly id: string;
  readonly names?: { readonly field: string; readonly value: string };
}

/** Loads the module that holds one part of an operation. */
export type Load<Part> = () => Promise<Part>;

/** Everything particular to one kind of work, in one file named as its code. */
export interface Operation<Type extends string, Input, PrepareNeeds, HandleNeeds, ReconcileNeeds> {
  readonly type: Type;
  readonly family: Family;
  readonly ownership: "environment" | "workspace";
  readonly risk: Risk;
  readonly lane: Lane;
  /** How long it usually takes, in seconds; for words only. */
  readonly expectedDurationSeconds: number;
  readonly lifecycle: Lifecycle;
  /** What a caller needs to start it, or that only the platform starts it. */
  readonly capability: string | "system_only";
  /** Names in `context` that must agree before a later success may speak for an earlier problem. */
  readonly correlationKeys: readonly string[];
  readonly actionability: ActionabilityPolicy;
  /**
   * The kind of record that, made usable after an old problem, shows that it is solved (spec 367). Its operation
   * points at the usable one. Speaks only where the policy above takes a record for proof.
   */
  readonly provenBy: ProvingKind | "nothing";
  readonly input: z.ZodType<Input>;
  /** Each part is a module of its own, loaded only where it runs; "not_startable" when the work does not exist yet. */
  readonly start:
    | "not_startable"
    | {
        /** Runs in the API, before there is a run. */
        readonly prepare: Load<{ prepare(request: StartRequest<Input>, needs: PrepareNeeds): Promise<Prepared> }>;
        /**
         * Records without which `prepare` refuses to repeat a run, by its stored context and input. They are read in
         * one batch for many runs, so that nothing is offered that is then refused. Absent: it needs none.
         */
        requires?(stored: { readonly [key: string]: unknown }): readonly RequiredRecord[];
        /** `prepare` answers with the usable record where there is one, and starts nothing. Absent: it starts all the same. */
        readonly mayAnswer?: true;
        /** Runs in the worker, for one attempt. */
        readonly handle: Load<{ handle(work: Work<Input>, needs: HandleNeeds): Promise<WorkResult> }>;
        /**
         * Brings the operation's own records in line with a run that has ended, whatever ended it, so that none of
         * them stays `running`. Fed by the stream of ends and by the sweep; a second time must change nothing.
         * "no_records": the operation has no record that could.
         */
        readonly settleRecords: "no_records" | Load<{ settleRecords(run: Run, needs: ReconcileNeeds): Promise<void> }>;
      };
  /** Runs in the API, the worker, the bridge and the sweep: looks for stored proof of how a run ended. */
  readonly reconcile:
    | "unsupported"
    | Load<{ reconcile(run: Run, needs: ReconcileNeeds, now: Date): Promise<ReconcileResult> }>;
}

/**
 * Keeps the exact types of what an operation needs, so that forgetting to supply it does not compile. Each part is
 * loaded when it is first needed, and once.
 */
export function defineOperation<const Type extends string, Input, PrepareNeeds, HandleNeeds, ReconcileNeeds>(
  operation: Operation<Type, Input, PrepareNeeds, HandleNeeds, ReconcileNeeds>,
): Operation<Type, Input, PrepareNeeds, HandleNeeds, ReconcileNeeds> {
  const { start, reconcile } = operation;
  return {
    ...operation,
    ...(start !== "not_startable" && {
      start: {
        ...start,
        prepare: once(start.prepare),
        handle: once(start.handle),
        settleRecords: start.settleRecords === "no_records" ? start.settleRecords : once(start.settleRecords),
      },
    }),
    ...(reconcile !== "unsupported" && { reconcile: once(reconcile) }),
  };
}

function once<Part>(load: Load<Part>): Load<Part> {
  let part: Promise<Part> | undefined;
  return () => {
    part ??= load();
    return part;
  };
}
