import {
  type EvaluatedRun,
  type OpenIssue,
  type OpenWork,
  settleOpenWork,
} from "../../shared/actionability/open-work.ts";
import type { OpenWorkReading } from "../../shared/actionability/read-open-work.ts";
import { derivePolling } from "../../shared/derived/polling.ts";
import type { Run } from "../../shared/run/run.ts";

/** Which runs of the open work an answer shows. All others are counted without being loaded. */
export interface OpenRows {
  /** The most urgent issues. */
  readonly issues?: number;
  /** The most urgent issues of each cause. */
  readonly perCause?: number;
  /** One issue of each concrete cause, among those whose newest run it keeps. */
  readonly onePerCauseKey?: (newest: { readonly id: string }) => boolean;
  /** The most urgent issue of the matching types. */
  readonly ofType?: (type: string) => boolean;
  readonly newestActive?: number;
  readonly oldestActive?: number;
}

/** A run with the issue that it represents: the open problems of the same work, itself included. */
export interface IssueRow extends EvaluatedRun {
  readonly issue?: { readonly runs: number; readonly oldestId: string; readonly isWhole: boolean } | undefined;
}

/** The runs to load because they are shown, as far as their index entries determine it. */
export function rowIds(reading: OpenWorkReading, rows: OpenRows): string[] {
  const { issues, active } = settleOpenWork(reading, new Set(), () => undefined);
  const { issues: issuesMax = 0, perCause = 0, onePerCauseKey, ofType, newestActive = 0, oldestActive = 0 } = rows;
  const shown = [
    ...issues.slice(0, issuesMax),
    ...[...Map.groupBy(issues, ({ newest }) => newest.cause).values()].flatMap((these) => these.slice(0, perCause)),
    ...(onePerCauseKey === undefined
      ? []
      : [
          ...Map.groupBy(
            issues.filter(({ newest }) => onePerCauseKey(newest)),
            ({ newest }) => newest.causeKey,
          ).values(),
        ].flatMap((these) => these.slice(0, 1))),
    ...(ofType === undefined ? [] : issues.filter(({ newest }) => ofType(newest.type)).slice(0, 1)),
  ].map(({ newest }) => newest);
  const ends = [...active.slice(Math.max(0, active.length - newestActive)), ...active.slice(0, oldestActive)];
  return [...new Set([...shown, ...ends].map(({ id }) => id))];
}

/** The issues whose newest run was loaded, most urgent first. */
export function shownIssues(work: OpenWork): readonly IssueRow[] {
  return work.issues.flatMap(({ newest, ...issue }) =>
    newest.judged === undefined ? [] : [{ ...newest.judged, issue: issueIn(work, newest.isActive, issue) }],
  );
}

/** The issue that a list shows with its newest run; undefined for a late run, which is never grouped. */
export function issueIn(
  { isProblemsWhole, unchecked }: OpenWork,
  isLate: boolean,
  { runs, oldestId }: Pick<OpenIssue, "runs" | "oldestId">,
): IssueRow["issue"] {
  const isWhole = isProblemsWhole && !unchecked.some(({ isActive }) => !isActive);
  return isLate ? undefined : { runs, oldestId, isWhole };
}

/** The loaded active runs: those past their expected window first, then the newest. */
export function shownActive({ active }: Pick<OpenWork, "active">): readonly EvaluatedRun[] {
  const newestFirst = active.toReversed();
  const late = newestFirst.filter(({ cause }) => cause !== undefined);
  const others = newestFirst.filter(({ cause }) => cause === undefined);
  return [...late, ...others].flatMap(({ judged }) => judged ?? []);
}

/** The polling hint: poll while any run that was read is active. */
export const pollingOf = ({ active }: Pick<OpenWork, "active">, others: readonly Pick<Run, "status">[] = []) =>
  derivePolling([...active.slice(0, 1).map(() => ({ status: "queued" as const })), ...others]);
