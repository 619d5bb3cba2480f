import type { RepeatReason, RepeatVerdictKind } from "../run/repeat-verdicts.ts";
import type { RelatedRef } from "../run/run.ts";
import { type ActionPolicy, mayRepeat } from "./actions.ts";
import type { RunTruth } from "./run-truth.ts";

export interface RepeatVerdict {
  readonly verdict: RepeatVerdictKind;
  readonly reason: RepeatReason;
  /** What shows that the work is done, or under way: another run, a usable record or a healthy connection. */
  readonly proof?: RelatedRef;
}

interface Situation {
  readonly truth: Pick<RunTruth, "actionability" | "canRepeat">;
  readonly operation: ActionPolicy | undefined;
  readonly can: (capability: string) => boolean;
  /** No work starts in an archived environment. */
  readonly isArchived: boolean;
  /** An active run of the same work. A bulk action answers with it and starts no other one. */
  readonly activeRepeat?: string | undefined;
}

/**
 * Sorts a run by what running it again would be, truth first: what stored proof shows as done is never done a second
 * time, and what stored facts cannot decide is left to a person. `needed` agrees with the action `run_again` that the run offers.
 */
export function deriveRepeatVerdict({ truth, operation, can, isArchived, activeRepeat }: Situation): RepeatVerdict {
  const { status, reasonCode, supersedingRunId, resolvingRelated } = truth.actionability;
  const person = (reason: RepeatReason): RepeatVerdict => ({ verdict: "needs_person", reason });
  switch (reasonCode) {
    case "later_success":
      return proven(reasonCode, supersedingRunId === undefined ? undefined : runOf(supersedingRunId));
    case "provider_current_state":
    case "artifact_usable":
      return proven(reasonCode, resolvingRelated);
    case "no_problem":
      return proven(reasonCode, undefined);
    case "correlation_incomplete":
    case "no_proof":
      break;
    default:
      if (status !== "actionable" || operation === undefined) return person(reasonCode);
  }
  if (operation === undefined) return person("unknown_type");
  if (operation.actionability === "by_parts") return person("parts_follow_up");
  if (!mayRepeat(operation, () => true)) return person("not_repeatable");
  if (isArchived) return person("environment_archived");
  if (!mayRepeat(operation, can)) return person("not_permitted");
  if (activeRepeat !== undefined) return { ...person("under_way"), proof: runOf(activeRepeat) };
  return truth.canRepeat ? { verdict: "needed", reason: "not_done_since" } : person("record_missing");
}

const proven = (reason: RepeatReason, proof: RelatedRef | undefined): RepeatVerdict => ({
  verdict: "already_true",
  reason,
  ...(proof !== undefined && { proof }),
});

const runOf = (id: string): RelatedRef => ({ type: "operation_run", id });
