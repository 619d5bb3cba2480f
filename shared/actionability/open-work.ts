import { attentionCauseOf } from "../derived/attention.ts";
import type { RunTruth } from "../derived/run-truth.ts";
import { openPlaceOf, type ProblemNote, problemOpenKeyOf } from "../ledger/open-keys.ts";
import type { RunEntry } from "../ledger/run-lists.ts";
import { isPlaced } from "../run/generation.ts";
import type { Run } from "../run/run.ts";
import { isActive, type RunOutcome } from "../run/status.ts";
import { type AttentionCause, attentionCauses } from "../run/verdicts.ts";
import { causeKeyOf, causeKeyOfRun, isHeld, isSolved } from "./cause-key.ts";
import type { OpenWorkEntry, OpenWorkReading } from "./read-open-work.ts";

/** A run with its derived truth. */
export interface EvaluatedRun {
  readonly run: Run;
  readonly truth: RunTruth;
}

/** An open run with its derived state. */
export interface OpenRun {
  readonly id: string;
  readonly type: string;
  readonly environmentId: string | null;
  readonly isActive: boolean;
  /** Why it needs attention; undefined when it does not. */
  readonly cause: AttentionCause | undefined;
  readonly outcome: RunOutcome;
  /** Issues with the same key have the same cause; undefined for a run that needs no attention. */
  readonly causeKey: string | undefined;
  /** Equal for runs of the same work; undefined where its object is not recorded. */
  readonly work: string | undefined;
  /** Runs of one line form one issue. */
  readonly line: string;
  readonly gen: number | undefined;
  readonly epoch: string | undefined;
  /** Present when the run was loaded. */
  readonly judged: EvaluatedRun | undefined;
}

/** One decision: an overdue run, or all open problems of one line, represented by the newest. */
export interface OpenIssue {
  readonly newest: OpenRun;
  /** Number of open problems in this issue, including this one. */
  readonly runs: number;
  readonly oldestId: string;
}

export interface OpenWork {
  /** Active runs, oldest first. */
  readonly active: readonly OpenRun[];
  /** Open issues, by urgency, then oldest first. */
  readonly issues: readonly OpenIssue[];
  /** Problems that are no open issues only while the connection that blocked them stays disabled. */
  readonly held: readonly OpenRun[];
  /** Problems that the index of open work still lists, and that stored proof shows as solved. */
  readonly solved: readonly EvaluatedRun[];
  /** Runs whose need for attention is not known. */
  readonly unchecked: readonly Pick<OpenRun, "id" | "environmentId" | "isActive">[];
  readonly isProblemsWhole: boolean;
  readonly isActiveWhole: boolean;
  /** False when a run that was not read may be overdue. */
  readonly isLateWhole: boolean;
  /** Number of runs read, in any state. */
  readonly read: { readonly problems: number; readonly active: number };
  /** All active runs of the workspace; absent when there are too many to read. */
  readonly everyActive: readonly RunEntry[] | undefined;
}

/** Ids of the runs to load, up to a limit: problems first (the newest of each line), then active runs, oldest first. */
export function idsToAsk({ problems, active }: OpenWorkReading, loadsMax: number): string[] {
  const asking = (these: readonly OpenWorkEntry[]) => these.filter(({ asks }) => asks).map(({ entry }) => entry);
  const lines = Map.groupBy(asking(problems), ({ type, correlationHash, environmentId }) =>
    [environmentId ?? "", type, correlationHash ?? ""].join("\n"),
  );
  const ranked = [...lines.values()].flatMap((line) =>
    line.toSorted((a, b) => byId(b, a)).map(({ id }, rank) => ({ id, rank })),
  );
  return [...ranked.toSorted((a, b) => a.rank - b.rank), ...asking(active).toSorted(byId)]
    .slice(0, loadsMax)
    .map(({ id }) => id);
}

/** Equal for runs of the same work; undefined where its object is not recorded. */
export function workOf({
  environmentId,
  type,
  correlationHash,
}: Pick<OpenWorkEntry["entry"], "environmentId" | "type" | "correlationHash">): string | undefined {
  return correlationHash === undefined ? undefined : `${environmentId ?? ""}\n${type}\n${correlationHash}`;
}

/** The active runs by their work. */
export const activeWorkOf = (active: readonly Pick<OpenRun, "id" | "work">[]): ReadonlyMap<string, string> =>
  new Map(active.flatMap(({ id, work }) => (work === undefined ? [] : [[work, id] as const])));

/** Combines entries and loaded runs. `asked` holds the ids that were loaded, including those no longer found. */
export function settleOpenWork(
  { problems, active, problemList, activeList, lateFrom }: OpenWorkReading,
  asked: ReadonlySet<string>,
  judgedOf: (id: string) => EvaluatedRun | undefined,
): OpenWork {
  const unchecked: OpenWork["unchecked"][number][] = [];
  const runs = [...problems, ...active].flatMap((open, at): OpenRun[] => {
    const { id, environmentId } = open.entry;
    const wasActive = at >= problems.length;
    if (asked.has(id)) {
      const judged = judgedOf(id);
      return judged === undefined ? [] : [evaluatedRun(open, judged)];
    }
    if (open.asks) unchecked.push({ id, environmentId, isActive: wasActive });
    return open.asks && !wasActive ? [] : [unevaluatedRun(open, wasActive)];
  });
  return {
    active: runs.filter((run) => run.isActive).toSorted(byId),
    issues: issuesOf(runs.filter(({ cause }) => cause !== undefined)),
    held: runs.filter(({ judged }) => judged !== undefined && isHeld(judged.truth)),
    solved: runs.flatMap(({ judged }) => (judged !== undefined && isSolved(judged.truth) ? [judged] : [])),
    unchecked,
    isProblemsWhole: problemList.isWhole,
    isActiveWhole: activeList.isWhole,
    isLateWhole: activeList.isWhole || (activeList.unreadFrom !== "" && activeList.unreadFrom >= lateFrom),
    read: { problems: problems.length, active: active.length },
    everyActive: activeList.everyone,
  };
}

function unevaluatedRun({ entry, cause }: OpenWorkEntry, isActive: boolean): OpenRun {
  const { id, type, environmentId, problem } = entry;
  const outcome = isActive ? "pending" : (problem?.outcome ?? "failed");
  return {
    id,
    type,
    environmentId,
    isActive,
    cause,
    outcome,
    ...lineOf(entry, cause, problem),
    causeKey: cause && causeKeyOf({ environmentId, type, cause, problem, connectionId: undefined }),
    judged: undefined,
  };
}

function evaluatedRun({ entry }: OpenWorkEntry, judged: EvaluatedRun): OpenRun {
  const { run, truth } = judged;
  const { id, type, environmentId, outcome } = run;
  const cause = attentionCauseOf(run, truth);
  const openKey = problemOpenKeyOf(run);
  const problem = openKey === undefined ? undefined : openPlaceOf(openKey).problem;
  const isStill = isActive(run.status);
  return {
    id,
    type,
    environmentId,
    isActive: isStill,
    cause,
    outcome,
    ...lineOf(entry, cause, problem),
    causeKey: causeKeyOfRun(run, truth),
    judged,
  };
}

/** An overdue run, or one that requires manual review, is its own issue: a later run says nothing about it. */
function lineOf(
  { id, type, environmentId, correlationHash }: OpenWorkEntry["entry"],
  cause: AttentionCause | undefined,
  problem: ProblemNote | undefined,
): Pick<OpenRun, "work" | "line" | "gen" | "epoch"> {
  const work = workOf({ type, environmentId, correlationHash });
  return {
    work,
    line: work === undefined || problem === undefined || cause === "manual_review" ? id : work,
    gen: problem?.gen,
    epoch: problem?.epoch,
  };
}

function issuesOf(needing: readonly OpenRun[]): OpenIssue[] {
  const issues = [...Map.groupBy(needing, ({ line }) => line).values()].flatMap((runs): OpenIssue[] => {
    const newest = runs.reduce((one, other) => (isNewer(other, one) ? other : one));
    const oldest = runs.reduce((one, other) => (isNewer(one, other) ? other : one));
    return [{ newest, runs: runs.length, oldestId: oldest.id }];
  });
  const urgency = ({ newest: { cause } }: OpenIssue) => (cause === undefined ? 0 : attentionCauses.indexOf(cause));
  return issues.toSorted((a, b) => urgency(a) - urgency(b) || byId(a.newest, b.newest));
}

/** By the generation assigned by the ledger; by id when either run has none. */
const isNewer = (one: OpenRun, other: OpenRun) =>
  isPlaced(one) && isPlaced(other) && one.epoch === other.epoch && one.gen !== other.gen
    ? one.gen > other.gen
    : one.id > other.id;

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
