import type { OpenIssue, OpenRun, OpenWork } from "../../shared/actionability/open-work.ts";
import { type AttentionCause, attentionCauses } from "../../shared/run/verdicts.ts";

/** The issues of one concrete cause. */
export interface CauseGroup {
  readonly key: string;
  readonly cause: AttentionCause;
  /** False for problems that only a disabled connection keeps from being open. */
  readonly isOpen: boolean;
  readonly issues: readonly OpenIssue[];
}

/**
 * Open work by concrete cause: the most urgent first, then the one with most issues. What a disabled connection blocks
 * comes last: it is not open, but its cause is in force.
 */
export function causeGroupsOf({ issues, held }: OpenWork): readonly CauseGroup[] {
  const open = groupsOf(issues, true);
  const heldIssues = held.map((newest) => ({ newest, runs: 1, oldestId: newest.id }));
  const urgency = ({ cause }: CauseGroup) => attentionCauses.indexOf(cause);
  return [
    ...open.toSorted(
      (a, b) => urgency(a) - urgency(b) || b.issues.length - a.issues.length || (a.key < b.key ? -1 : 1),
    ),
    ...groupsOf(heldIssues, false),
  ];
}

/** The runs behind a group, counting each repeat. */
export const runsOf = ({ issues }: CauseGroup): number => issues.reduce((sum, { runs }) => sum + runs, 0);

/** The newest loaded run of a group, which shows its cause. */
export function shownRunOf({ issues }: CauseGroup): OpenRun | undefined {
  return issues
    .map(({ newest }) => newest)
    .filter(({ judged }) => judged !== undefined)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))[0];
}

function groupsOf(issues: readonly OpenIssue[], isOpen: boolean): CauseGroup[] {
  const groups = Map.groupBy(issues, ({ newest }) => newest.causeKey);
  return [...groups].flatMap(([key, these]): CauseGroup[] => {
    const cause = these[0]?.newest.cause ?? "blocked";
    return key === undefined ? [] : [{ key, cause, isOpen, issues: these }];
  });
}
