import type * as z from "zod";
import { causeKeyOfRun } from "../../shared/actionability/cause-key.ts";
import type { hubQuery } from "../../shared/contract/hub.ts";
import type { listLink } from "../../shared/contract/tabs.ts";
import { attentionCauseOf } from "../../shared/derived/attention.ts";
import { belongsTo, openTabs } from "../../shared/derived/tabs.ts";
import { firstIdAt } from "../../shared/foundation/ids.ts";
import type { OpenKind } from "../../shared/ledger/open-keys.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { isActive } from "../../shared/run/status.ts";
import type { Freshness } from "../../shared/run/verdicts.ts";
import { ProblemError } from "../middleware/errors.ts";
import type { EvaluatedRun } from "./run-reader.ts";
import type { Span } from "./run-sources.ts";
import type { MatchesText } from "./run-text.ts";

/** Look-back window of the history, in days, when no dates are given. */
export const lookBackDays = 30;

export type HubFilter = Omit<z.output<typeof hubQuery>, "limit" | "cursor">;
export type ListLink = z.input<typeof listLink>;

/** Whether a filter keeps a run. Lists and counts share this predicate, so that they always agree. */
export function keeps(
  filter: HubFilter | ListLink,
  one: EvaluatedRun,
  matchesText: MatchesText = () => false,
): boolean {
  const { run, truth } = one;
  const {
    environmentId,
    externalReference,
    reconciled,
    cause,
    causeKey,
    text,
    from,
    to,
    waves,
    ...criteria
  }: HubFilter = filter;
  const isReconciled = reconciled === undefined ? undefined : reconciled === "true";
  const isInScope = environmentId === undefined || environmentId === run.environmentId;
  const isOfCause = cause === undefined || cause === attentionCauseOf(run, truth);
  return (
    isInScope &&
    isOfCause &&
    !(waves === "folded" && isUnderItsWave(one)) &&
    (externalReference === undefined || externalReference === run.externalReference) &&
    (causeKey === undefined || causeKey === causeKeyOfRun(run, truth)) &&
    (text === undefined || matchesText(one, text)) &&
    (from === undefined || run.id >= firstIdAt(new Date(from))) &&
    (to === undefined || run.id < firstIdAt(new Date(to))) &&
    belongsTo({ ...criteria, isReconciled }, { ...run, type: canonicalTypeOf(run.type) }, truth)
  );
}

/** Whether a wave's own row says enough about this target: it is at work in time, or succeeded. */
const isUnderItsWave = ({ run, truth }: EvaluatedRun): boolean =>
  run.initiator.waveId !== undefined && !truth.needsAttention && (isActive(run.status) || run.outcome === "succeeded");

/** Whether a filter keeps only late runs among the active ones. */
export const asksForLate = ({ tab, problemClass, freshness }: HubFilter) =>
  tab === "stale" ||
  tab === "needs_attention" ||
  problemClass === "active_stale_attention" ||
  freshness === "likely_stale";

/**
 * The open lists that contain every run a filter can keep; undefined when the history is needed. Open lists are short
 * and read completely, so an answer from them is exact.
 */
export function openKindsOf({
  tab,
  problemClass,
  status,
  outcome,
  freshness,
}: HubFilter): readonly OpenKind[] | undefined {
  const asksForActive =
    tab === "active" ||
    tab === "stale" ||
    problemClass === "active_stale_attention" ||
    (status !== undefined && isActive(status)) ||
    outcome === "pending" ||
    (freshness !== undefined && activeFreshness[freshness]);
  if (asksForActive) return ["A"];
  return openTabs.has(tab) ? ["A", "P"] : undefined;
}

const activeFreshness: Record<Freshness, boolean> = {
  fresh_active: true,
  likely_stale: true,
  unknown: true,
  reconciled_failed: false,
  terminal_normal: false,
};

/**
 * The id range of a filter's dates. Ids carry the creation time of their runs, by which lists are ordered. Open work has
 * no look-back window: it stays listed until it is resolved.
 *
 * Throws `input_invalid` for `from` when it is after `to`. A `to` in the future counts as now, so that the look-back
 * starts from now.
 */
export function spanOf({ from, to }: Pick<HubFilter, "from" | "to">, now: Date, isOpenWork: boolean): Span {
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    const message = "must not be after to";
    throw new ProblemError("input_invalid", {
      detail: "The date range is empty: from must not be after to.",
      errors: [{ path: "from", message, code: "not_allowed" }],
    });
  }
  const end = to === undefined || Date.parse(to) > now.getTime() ? now : new Date(to);
  const start = from === undefined ? daysBefore(end, lookBackDays) : new Date(from);
  return {
    ceiling: to === undefined ? undefined : firstIdAt(new Date(to)),
    floor: from === undefined && isOpenWork ? "" : firstIdAt(start),
  };
}

/** What narrows a list of runs although its query does not say so, in the form of `appliedFilters`. */
export function defaultsOf(filter: HubFilter): Readonly<Record<string, string>> {
  const { environmentId, from } = filter;
  const openKinds = openKindsOf(filter);
  return {
    ...(environmentId === undefined && { archivedEnvironments: "excluded" }),
    ...(from === undefined && openKinds === undefined && { lookBackDays: String(lookBackDays) }),
    ...(openKinds?.includes("P") && { repeatsOfOneWork: "newest_only" }),
  };
}

/** The filter as its cursors are bound to it, and as `appliedFilters` repeats it. */
export function textsOf(filter: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(filter).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** What narrows an answer about open work to places: the environment of the query, or that archived ones are left out. */
export const placesOf = (environmentId: string | undefined): Readonly<Record<string, string>> =>
  environmentId === undefined ? { archivedEnvironments: "excluded" } : { environmentId };

/** Start of the look-back window of lists and counts. */
export const historyFloor = (now: Date) => firstIdAt(daysBefore(now, lookBackDays));

export const daysBefore = (instant: Date, days: number) => new Date(instant.getTime() - days * 86_400_000);
