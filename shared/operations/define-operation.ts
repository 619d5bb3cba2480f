import type * as z from "zod";
import { loadOnce } from "../foundation/load-once.ts";
import type { Family } from "../run/families.ts";
import type { Wait } from "../run/granted-wait.ts";
import type { Lane } from "../run/lanes.ts";
import type { Lifecycle } from "../run/lifecycle.ts";
import type { PhaseKey } from "../run/phases.ts";
import type { ProofKind } from "../run/proof-kinds.ts";
import type { ReasonCode } from "../run/reason-codes.ts";
import type { Risk } from "../run/risks.ts";
import type { Failure, NextStep, RelatedRef, Run } from "../run/run.ts";
import type { EndOutcome } from "../run/status.ts";
import type { GraphCallName } from "./provider/graph-calls.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What may resolve an old problem, so that it needs no follow-up (spec 367). `by_parts`: the runs that it started carry the
 * follow-up of their own problems; the run itself needs it only for parts that were never started.
 */
export type ActionabilityPolicy =
  | "current_state"
  | "later_success"
  | "artifact_or_later_success"
  | "manual_review"
  | "by_parts";

/** Record kinds whose usable records resolve a problem. */
export type ProvingKind =
  | "baseline-snapshots"
  | "evidence-snapshots"
  | "environment-reviews"
  | "review-packs"
  | "backup-sets";

/** A start request whose shape was already validated. */
export interface StartRequest<Input> {
  readonly input: Input;
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
}

/**
 * Result of preparing a start, before a run exists.
 *
 * `start`: `identity` defines equal starts, of which only one is active at a time; `line` names what only one run may
 * work on at a time, also for starts of another identity; `makes` is the name of the record's id in input and context,
 * for work that creates a record: the record gets the run's id. `input` is the worker's input; `context` contains the
 * correlation keys and is stored with the run.
 * `answer`: the requested result exists, so nothing is started.
 * `refuse`: the input references something that does not exist; the caller gets a 422 with these paths.
 */
export type Prepared =
  | {
      readonly kind: "start";
      readonly identity: { readonly [key: string]: Json };
      readonly line?: { readonly [key: string]: string };
      readonly makes?: string;
      readonly input: { readonly [key: string]: Json };
      readonly context: { readonly [key: string]: string };
      /** `made`: the run only makes a plan. Else the plan that the run executes. Absent: work without a plan. */
      readonly plan?: "made" | PlanToExecute;
      /** The number of things that the work changes; absent where it is not known before it runs. */
      readonly items?: number;
    }
  | { readonly kind: "answer"; readonly related: RelatedRef }
  | { readonly kind: "refuse"; readonly errors: readonly InputError[] };

/** The plan that a run is started to execute. */
export interface PlanToExecute {
  readonly id: string;
  readonly digest: string;
  readonly changes: number;
  /** Whether its approval was requested: then it is executed only with it. */
  readonly isUnderApproval: boolean;
  /** Whether a run executes it already; a start then answers that run. */
  readonly isExecuting: boolean;
}

/** A reviewed plan, as the input of its execution names it. */
export interface PlanExecution {
  readonly id: string;
  readonly digest: string;
  /** The name that the plan asks for. */
  readonly confirmation: string;
}

/** Why one field of a start's input is refused. `path` is relative to the input. */
export interface InputError {
  readonly path: string;
  readonly message: string;
}

/** Progress of the work. A progress bar needs `processed` and `total`; a phase is never converted to a percentage. */
export type Progress = { readonly processed: number; readonly total: number } | { readonly phase: PhaseKey };

/** One attempt at a run's work. */
export interface Work<Input> {
  readonly run: Run;
  readonly scope: { readonly workspaceId: string; readonly environmentId: string };
  readonly input: Input;
  /** Aborted when the attempt must stop because its time is nearly up. */
  readonly signal: AbortSignal;
  /** Milliseconds until the handler must have returned. */
  timeLeftMillis(): number;
  /**
   * Stored at most every five seconds; calls in between are free. Throws `FencedError` when another attempt owns the run.
   */
  report(progress: Progress): Promise<void>;
  /** Like `report`, but stored immediately, which proves that this attempt owned the run at that moment. */
  confirm(progress: Progress): Promise<void>;
}

/**
 * How an attempt ended. `handed_over` requests a continuation message that resumes at `checkpoint`, no earlier than the
 * end of `wait`; the run costs nothing meanwhile.
 */
export type WorkResult =
  | {
      readonly kind: "ended";
      readonly outcome: EndOutcome;
      readonly reasonCode?: ReasonCode;
      readonly summaryCounts?: Readonly<Record<string, number>>;
      readonly failures?: readonly Failure[];
      readonly related?: RelatedRef;
      /** The person who stopped it, for work in steps. */
      readonly actor?: string;
    }
  | {
      readonly kind: "handed_over";
      readonly checkpoint: { readonly [key: string]: Json };
      readonly wait?: Wait | undefined;
      /** For work in steps: when the next one begins at the latest. */
      readonly step?: NextStep;
    };

/** What becomes of a message for work in steps. `later`: it is sent again with that delay. */
export type StepGate = { readonly kind: "begin" | "drop" } | { readonly kind: "later"; readonly delaySeconds: number };

/** The eight decisions of an adapter that looks for stored proof of a run's end. */
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

/** A record that a start requires in the run's own environment; `names` lists field values it must have. */
export interface RequiredRecord {
  readonly kind: string;
  readonly id: string;
  readonly names?: { readonly field: string; readonly value: string };
}

/** A right in another environment of the workspace. */
export interface OtherRight {
  /** The field of the input that names the environment. */
  readonly path: string;
  readonly environmentId: string;
  readonly capability: string;
}

/** Loads the module of one part of an operation. */
export type Load<Part> = () => Promise<Part>;

/** The declaration of one operation type, in a file named after its code; its parts are modules beside it. */
export interface Operation<Type extends string, Input, PrepareDependencies, HandleDependencies, ReconcileNeeds> {
  readonly type: Type;
  readonly family: Family;
  readonly ownership: "environment" | "workspace";
  readonly risk: Risk;
  readonly lane: Lane;
  /** Usual duration in seconds; only shown, never enforced. */
  readonly expectedDurationSeconds: number;
  readonly lifecycle: Lifecycle;
  /** The capability a caller needs to start it, or `system_only` for the platform. */
  readonly capability: string | "system_only";
  /** Names in `context` whose values must match before a later success resolves an earlier problem. */
  readonly correlationKeys: readonly string[];
  readonly actionability: ActionabilityPolicy;
  /**
   * The record kind that resolves an old problem when a usable record appears after it (spec 367). The operation
   * maintains the pointer to the usable record. Only applies where the policy above accepts a record as proof.
   */
  readonly provenBy: ProvingKind | "nothing";
  /**
   * The kind of promise that a full success keeps. Only for work that always covers the whole environment at the
   * provider: a selection proves nothing.
   */
  readonly proves: ProofKind | "nothing";
  readonly input: z.ZodType<Input>;
  /**
   * Each part is a separate module, loaded only where it runs; "not_startable" when the work is not implemented yet.
   */
  readonly start:
    | "not_startable"
    | {
        /** Runs in the API, before a run exists. */
        readonly prepare: Load<{
          prepare(request: StartRequest<Input>, needs: PrepareDependencies): Promise<Prepared>;
        }>;
        /**
         * Records without which `prepare` refuses to repeat a run, by its stored context and input. They are read in
         * one batch for many runs, so that no action is offered that would be refused. Absent: none are required.
         */
        requires?(stored: { readonly [key: string]: unknown }): readonly RequiredRecord[];
        /**
         * What a new start lacks although its input is valid, such as an approved preview. Asked for new starts only:
         * a run that is already queued, of an older release too, still executes.
         */
        lacks?(input: Input): readonly InputError[];
        /**
         * What a person may do elsewhere is needed, too: rights in other environments of the workspace, and the input
         * field that names each. Asked before the start is prepared, and again by the worker. Absent: nothing.
         */
        alsoNeeds?(input: Input): readonly OtherRight[];
        /**
         * The record that a run writes, known from its start: links a run to it that ended without naming it, such as a
         * cancelled one. The record may not exist. Absent: the work writes no record, or names it at its end only.
         */
        writes?(run: Pick<Run, "id" | "context">): RelatedRef | undefined;
        /** The calls to the provider that the work makes. Absent: it calls none. */
        readonly calls?: readonly GraphCallName[];
        /** `prepare` returns an existing usable record instead of starting. Absent: it always starts. */
        readonly mayAnswer?: true;
        /**
         * The input that executes a plan of a dry run with this input. A wave may make the plans in many environments and
         * execute them: one input means the same in each. Absent: it names records of one environment.
         */
        execution?(planned: Input, plan: PlanExecution): Input;
        /** A schedule may start it although it changes records: it is meant to recur. */
        readonly recurs?: true;
        /**
         * For work that is done in many short steps, which any message may begin: says before a claim whether a message
         * begins one. A request to stop is carried out by the steps, and the run ends when they have ended. Absent: the
         * work is done in parts.
         */
        readonly steps?: Load<{ gateStep(run: Run, needs: HandleDependencies, now: Date): Promise<StepGate> }>;
        /** Runs in the worker, for one attempt. */
        readonly handle: Load<{ handle(work: Work<Input>, needs: HandleDependencies): Promise<WorkResult> }>;
        /**
         * Aligns the operation's own records with an ended run, whichever writer ended it, so that none stays
         * `running`. Called by the completion stream and by the sweep; must be idempotent. "no_records": the
         * operation has no such record.
         */
        readonly settleRecords: "no_records" | Load<{ settleRecords(run: Run, needs: ReconcileNeeds): Promise<void> }>;
      };
  /** Runs in the API, the worker, the bridge and the sweep: looks for stored proof of how a run ended. */
  readonly reconcile:
    | "unsupported"
    | Load<{ reconcile(run: Run, needs: ReconcileNeeds, now: Date): Promise<ReconcileResult> }>;
}

/**
 * Preserves the exact dependency types, so that a missing dependency does not compile. Each part is loaded once, on
 * first use.
 */
export function defineOperation<
  const Type extends string,
  Input,
  PrepareDependencies,
  HandleDependencies,
  ReconcileNeeds,
>(
  operation: Operation<Type, Input, PrepareDependencies, HandleDependencies, ReconcileNeeds>,
): Operation<Type, Input, PrepareDependencies, HandleDependencies, ReconcileNeeds> {
  const { start, reconcile } = operation;
  return {
    ...operation,
    ...(start !== "not_startable" && {
      start: {
        ...start,
        prepare: loadOnce(start.prepare),
        handle: loadOnce(start.handle),
        ...(start.steps && { steps: loadOnce(start.steps) }),
        settleRecords: start.settleRecords === "no_records" ? start.settleRecords : loadOnce(start.settleRecords),
      },
    }),
    ...(reconcile !== "unsupported" && { reconcile: loadOnce(reconcile) }),
  };
}
