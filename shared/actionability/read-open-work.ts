import { deriveActionability, noProofs } from "../derived/actionability.ts";
import { attentionCauseOf } from "../derived/attention.ts";
import type { Clock } from "../foundation/clock.ts";
import { firstIdAt, idTime } from "../foundation/ids.ts";
import type { OpenKind, ProblemNote } from "../ledger/open-keys.ts";
import type { OpenEntry, OpenList, OpenLists, OpenReach } from "../ledger/open-lists.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { actionabilityPolicyOf } from "../operations/actionability-policy.ts";
import type { AnyOperation } from "../operations/registry.ts";
import { isCancelReason } from "../run/cancelled.ts";
import { clockMarginSeconds } from "../run/generation.ts";
import { type LifecycleOverrides, lifecycleOf } from "../run/lifecycle.ts";
import type { ReconciliationFacts } from "../run/run.ts";
import type { AttentionCause } from "../run/verdicts.ts";
import type { FindOperation } from "./gather-proofs.ts";
import { createReadLineProofs } from "./line-proofs.ts";

/** Facts about an open run from its index entry, before it is loaded. */
export interface OpenWorkEntry {
  readonly entry: OpenEntry;
  /** Why it needs attention, as far as the entry shows. */
  readonly cause: AttentionCause | undefined;
  /** The run must be loaded to decide. */
  readonly asks: boolean;
}

/** Open work of a scope from its index entries, with problems and active runs kept apart. */
export interface OpenWorkReading {
  readonly problems: readonly OpenWorkEntry[];
  readonly active: readonly OpenWorkEntry[];
  readonly problemList: OpenList;
  readonly activeList: OpenList;
  /** Active runs with this id or a later one are too young to be overdue. */
  readonly lateFrom: string;
  /** Cost of the read, in read units. */
  readonly units: number;
}

interface OpenWorkQuery {
  readonly workspaceId: string;
  readonly environments: "all" | readonly string[];
  /** Archived environments: their open work is excluded even when requested. */
  readonly without?: readonly string[] | undefined;
  readonly kinds: readonly OpenKind[];
  readonly activeReach?: OpenReach | undefined;
}

interface Dependencies extends StoreTarget {
  readonly openLists: Pick<OpenLists, "findOpen">;
  readonly clock: Clock;
  readonly findOperation: FindOperation;
  /** All known types: a run that was not read may be of any of them. */
  readonly operations: readonly AnyOperation[];
  readonly overrides: LifecycleOverrides;
}

/** An id may be older than its run, whose window starts later; in the other direction only clock skew counts. */
const clocksMilliseconds = clockMarginSeconds * 1000;
const unread: OpenList = { entries: [], isWhole: true, unreadFrom: "", units: 0 };

/**
 * The only read of open work; every number, badge, list and headline derives from it. Problems and active runs are
 * read separately, so neither can crowd out the other. Active runs are read first: a run that ends in between is
 * found twice, never missed.
 */
export function createReadOpenWork(parts: Dependencies) {
  const readLineProofs = createReadLineProofs(parts);
  const shortestWindowMilliseconds = Math.min(...parts.operations.map(windowOf));

  return async function readOpenWork(query: OpenWorkQuery): Promise<OpenWorkReading> {
    const { workspaceId, environments, without = [], kinds, activeReach } = query;
    const isWanted = ({ environmentId }: OpenEntry) => environmentId === null || !without.includes(environmentId);
    const find = (kind: OpenKind, reach?: OpenReach) =>
      kinds.includes(kind) ? parts.openLists.findOpen(workspaceId, environments, kind, reach) : unread;
    const activeList = await find("A", activeReach);
    const problemList = await find("P");
    const problems = problemList.entries.filter(isWanted);
    const decided = problems.map((entry) => ({ entry, by: deciderOf(entry) }));
    const lines = decided.flatMap(({ entry, by }) => (by === "line" ? [entry] : []));
    const { mayBeProven, units } = await readLineProofs(workspaceId, lines);
    const now = parts.clock.now();
    const ended = new Set(problemList.entries.map(({ id }) => id));
    return {
      problems: decided.map(({ entry, by }) => ({
        entry,
        cause: causeIn(entry, now),
        asks: by === "run" || (by === "line" && mayBeProven(entry)),
      })),
      active: activeList.entries
        .filter((entry) => isWanted(entry) && !ended.has(entry.id))
        .map((entry) => evaluateActive(entry, now)),
      problemList,
      activeList,
      units: activeList.units + problemList.units + units,
      lateFrom: firstIdAt(new Date(now.getTime() + clocksMilliseconds - shortestWindowMilliseconds)),
    };
  };

  /**
   * What decides whether a problem is open: its run, which must be loaded; nothing but the entry; or whether stored proof
   * may resolve its line.
   */
  function deciderOf({ type, problem }: OpenEntry): "run" | "entry" | "line" {
    // Only the run shows whether cancelled work has stopped.
    if (problem === undefined || isCancelReason(problem.reasonCode)) return "run";
    const operation = parts.findOperation(type);
    if (actionabilityPolicyOf(operation) === "manual_review") return "entry";
    return operation?.actionability === "current_state" || mayBeStoppedByConnection(problem) ? "run" : "line";
  }

  /** Why it needs attention, as far as the entry shows. */
  function causeIn(entry: OpenEntry, now: Date): AttentionCause | undefined {
    const run = factsOf(entry);
    const actionability = deriveActionability(run, parts.findOperation(entry.type), noProofs, now);
    return attentionCauseOf(run, { needsAttention: actionability.isCurrentFollowUp, actionability });
  }

  /** A run younger than the shortest window of its type cannot be overdue. */
  function evaluateActive(entry: OpenEntry, now: Date): OpenWorkEntry {
    const operation = parts.findOperation(entry.type);
    const age = now.getTime() - idTime(entry.id).getTime() + clocksMilliseconds;
    return { entry, cause: undefined, asks: operation !== undefined && age > windowOf(operation) };
  }

  /** The shortest time, in milliseconds, after which a run of this type may be overdue. */
  function windowOf(operation: AnyOperation): number {
    const lifecycle = lifecycleOf(operation, parts.overrides);
    if (lifecycle === "uncovered") return Infinity;
    return Math.min(lifecycle.queuedStaleAfterSeconds, lifecycle.runningStaleAfterSeconds) * 1000;
  }
}
export type ReadOpenWork = ReturnType<typeof createReadOpenWork>;

/** A reason that this release does not know may concern a connection. */
const mayBeStoppedByConnection = ({ outcome, reasonCode = "provider_" }: ProblemNote) =>
  outcome === "blocked" && reasonCode.startsWith("provider_");

/** The facts that the follow-up rule needs when no stored proof can apply. */
function factsOf({ id, environmentId, correlationHash, problem }: OpenEntry) {
  const at = idTime(id).toISOString();
  return {
    id,
    environmentId,
    status: "completed",
    // An unknown outcome is treated as failed.
    outcome: problem?.outcome ?? "failed",
    createdAt: at,
    completedAt: at,
    correlationHash,
    context: problem?.isReconciled ? { reconciliation: reconciliationOf(problem, at) } : {},
    input: undefined,
    endedBy: { source: "worker", ...(problem?.reasonCode !== undefined && { reasonCode: problem.reasonCode }) },
    acknowledged: undefined,
    startedAt: at,
    failures: [],
  } as const;
}

/** The rule reads only the decision. */
function reconciliationOf({ isAmbiguous, reasonCode = "", outcome }: ProblemNote, at: string): ReconciliationFacts {
  return {
    source: "scheduled_reconciler",
    adapter: null,
    decision: isAmbiguous ? "attention_required" : "reconciled_failed",
    reasonCode,
    previousStatus: "running",
    previousOutcome: outcome,
    reconciledAt: at,
    evidence: {},
  };
}
