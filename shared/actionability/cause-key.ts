import { createHash } from "node:crypto";
import { attentionCauseOf } from "../derived/attention.ts";
import { blockingConnectionOf } from "../derived/blocking-connection.ts";
import type { RunTruth } from "../derived/run-truth.ts";
import { openPlaceOf, type ProblemNote, problemOpenKeyOf } from "../ledger/open-keys.ts";
import type { Run } from "../run/run.ts";
import type { AttentionCause } from "../run/verdicts.ts";

/** The facts that make two issues one cause. */
interface CauseFacts {
  readonly environmentId: string | null;
  readonly type: string;
  readonly cause: AttentionCause;
  /** Undefined for an overdue run. */
  readonly problem: ProblemNote | undefined;
  /** The connection that blocked the run. */
  readonly connectionId: string | undefined;
}

/** Whether a connection that its owner disabled resolves the problem for as long as it stays disabled (ADR 0010). */
export const isHeld = ({ actionability }: Pick<RunTruth, "actionability">): boolean =>
  actionability.reasonCode === "connection_disabled";

/** Whether stored proof solves the problem; what its owner disabled is not solved. */
export const isSolved = (truth: Pick<RunTruth, "actionability">): boolean =>
  !isHeld(truth) &&
  (truth.actionability.status === "superseded_by_later_success" ||
    truth.actionability.status === "resolved_by_current_state");

const keyCharacters = 16;

/**
 * The key of a cause. Everything that one connection blocks for one reason is one cause, whatever the operation; other
 * problems are one cause when operation, reason and first failure agree, and overdue runs by operation. The key is the
 * same for an index entry and for the loaded run.
 */
export function causeKeyOf({ environmentId, type, cause, problem, connectionId }: CauseFacts): string {
  const own = problem === undefined ? [cause, type] : ["problem", type, problem.reasonCode ?? "", problem.failure];
  const facts =
    connectionId === undefined ? own : ["connection", environmentId ?? "", connectionId, problem?.reasonCode ?? ""];
  return createHash("sha256").update(facts.join("\n")).digest("hex").slice(0, keyCharacters);
}

/**
 * The key of an evaluated run's cause; undefined when the run needs no attention. A run that a disabled connection
 * blocked keeps its key: it is no open issue, but its cause is still in force.
 */
export function causeKeyOfRun(run: Run, truth: RunTruth): string | undefined {
  const cause = attentionCauseOf(run, truth) ?? (isHeld(truth) ? "blocked" : undefined);
  return cause && keyOf(run, truth, cause);
}

/** The key of the cause that a solved problem had while it was open. */
export const formerCauseKeyOf = ({ run, truth }: { readonly run: Run; readonly truth: RunTruth }): string =>
  keyOf(run, truth, "failed");

function keyOf(run: Run, truth: RunTruth, cause: AttentionCause): string {
  const openKey = problemOpenKeyOf(run);
  const problem = openKey === undefined ? undefined : openPlaceOf(openKey).problem;
  return causeKeyOf({ ...run, cause, problem, connectionId: blockingConnectionOf(run, truth)?.id });
}
