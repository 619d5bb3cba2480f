import type * as z from "zod";
import type { OpenWork } from "../../shared/actionability/open-work.ts";
import type { count, countedList } from "../../shared/contract/tabs.ts";
import { isCalm } from "../../shared/presenter/surface-words.ts";
import { type AttentionCause, attentionCauses } from "../../shared/run/verdicts.ts";
import { keeps, type ListLink } from "./hub-filter.ts";
import type { EvaluatedRun } from "./run-reader.ts";

type Count = z.input<typeof count>;
type CountedList = z.input<typeof countedList>;

/** The counts of open work, each equal to what its list shows; `environmentId` narrows them to one environment. */
export function openWorkOf(work: OpenWork, environmentId?: string) {
  const within = environmentId === undefined ? {} : { environmentId };
  const { stale, followUp } = attentionOf(work);
  const problems = work.issues.filter(({ newest }) => !newest.isActive);
  const { capped } = followUp;
  return {
    stale: { ...stale, list: { tab: "stale", ...within } },
    followUp: { ...followUp, list: { tab: "needs_attention", problemClass: "terminal_follow_up", ...within } },
    active: { value: work.active.length, capped: !work.isActiveWhole, list: { tab: "active", ...within } },
    followUpRuns: { value: problems.reduce((sum, { runs }) => sum + runs, 0), capped },
    causes: { value: new Set(problems.map(({ newest }) => newest.causeKey)).size, capped },
  } satisfies Record<string, Count | CountedList>;
}

/** Whether there is neither open nor active work, so that the state depends on runs and connections instead. */
export const isIdle = (counts: ReturnType<typeof openWorkOf>): boolean => isCalm(counts) && counts.active.value === 0;

/** Groups the work by environment. Each group equals what the environment's own page shows, as far as it was read. */
export function byEnvironment(work: OpenWork): (environmentId: string) => OpenWork {
  const active = Map.groupBy(work.active, (run) => run.environmentId);
  const issues = Map.groupBy(work.issues, ({ newest }) => newest.environmentId);
  const unchecked = Map.groupBy(work.unchecked, (run) => run.environmentId);
  return (environmentId) => ({
    ...work,
    active: active.get(environmentId) ?? [],
    issues: issues.get(environmentId) ?? [],
    held: work.held.filter((run) => run.environmentId === environmentId),
    unchecked: unchecked.get(environmentId) ?? [],
  });
}

/** The count of everything that needs attention, with its list. */
export function attentionCountOf(work: OpenWork): CountedList {
  const { stale, followUp } = attentionOf(work);
  return {
    value: stale.value + followUp.value,
    capped: stale.capped || followUp.capped,
    list: { tab: "needs_attention" },
  };
}

/** The causes of open issues, most urgent first, each with its count and list. */
export function causeCountsOf(work: OpenWork): readonly { cause: AttentionCause; count: CountedList }[] {
  const { stale, followUp } = attentionOf(work);
  return attentionCauses.flatMap((cause) => {
    const issues = work.issues.filter(({ newest }) => newest.cause === cause);
    if (issues.length === 0) return [];
    const { capped } = issues.some(({ newest }) => newest.isActive) ? stale : followUp;
    return [{ cause, count: { value: issues.length, capped, list: { tab: "needs_attention", cause } } }];
  });
}

/** How many of these runs a list would show; capped when there are more runs than these. */
export function countOf(judged: readonly EvaluatedRun[], isWhole: boolean, list: ListLink): Count {
  return { value: judged.filter((one) => keeps(list, one)).length, capped: !isWhole };
}

/** Counts late runs and problems separately. Each count is a lower bound when not everything was read. */
function attentionOf({
  issues,
  unchecked,
  isLateWhole,
  isProblemsWhole,
}: OpenWork): Record<"stale" | "followUp", Count> {
  const late = issues.filter(({ newest }) => newest.isActive).length;
  return {
    stale: { value: late, capped: !isLateWhole || unchecked.some(({ isActive }) => isActive) },
    followUp: { value: issues.length - late, capped: !isProblemsWhole || unchecked.some(({ isActive }) => !isActive) },
  };
}
