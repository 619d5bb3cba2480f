import type * as z from "zod";
import type { hubQuery } from "../../shared/contract/hub.ts";
import type { listLink } from "../../shared/contract/tabs.ts";
import { attentionCauseOf } from "../../shared/derived/attention.ts";
import { belongsTo, openTabs } from "../../shared/derived/tabs.ts";
import { ProblemError } from "../../shared/errors.ts";
import { firstIdAt } from "../../shared/ids.ts";
import type { OpenKind } from "../../shared/ledger/open-keys.ts";
import { canonicalTypeOf } from "../../shared/operations/aliases.ts";
import { isActive } from "../../shared/run/status.ts";
import type { Freshness } from "../../shared/run/verdicts.ts";
import type { Judged } from "./run-reader.ts";
import type { Span } from "./run-sources.ts";

/** Without dates, history is looked back on for this many days. */
const lookBackDays = 30;

export type HubFilter = Omit<z.output<typeof hubQuery>, "limit" | "cursor">;
export type ListLink = z.input<typeof listLink>;

/** Which of the runs that a caller sees a filter keeps: the one predicate behind a list and every number that counts it. */
export function keeps(filter: HubFilter | ListLink, { run, truth }: Judged): boolean {
  const { environmentId, reconciled, cause, ...wanted }: HubFilter = filter;
  const isReconciled = reconciled === undefined ? undefined : reconciled === "true";
  const isInScope = environmentId === undefined || environmentId === run.environmentId;
  const isOfCause = cause === undefined || cause === attentionCauseOf(run, truth);
  return (
    isInScope && isOfCause && belongsTo({ ...wanted, isReconciled }, { ...run, type: canonicalTypeOf(run.type) }, truth)
  );
}

/** Whether a filter keeps late runs alone, of all that are active. */
export const asksForLate = ({ tab, problemClass, freshness }: HubFilter) =>
  tab === "stale" ||
  tab === "needs_attention" ||
  problemClass === "active_stale_attention" ||
  freshness === "likely_stale";

/**
 * Which open work holds every run a filter can keep; undefined when only history does. Open work is short and read
 * whole, so what is answered from it is exact.
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
 * The ids between a filter's dates. An id is as old as the first start of its run, which is what lists are ordered
 * by. Open work is not cut off after some days: what needs somebody needs them until it is done.
 *
 * Throws `input_invalid` naming `from` when it is after `to`. A `to` that is yet to come is an open end, so that the
 * look-back counts from now.
 */
export function spanOf({ from, to }: Pick<HubFilter, "from" | "to">, now: Date, isOpenWork: boolean): Span {
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    const message = "must not be after to";
    throw new ProblemError("input_invalid", {
      detail: "The range ends before it begins: give a from that is not after to.",
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

/** The beginning of the history that lists and counts look back on. */
export const historyFloor = (now: Date) => firstIdAt(daysBefore(now, lookBackDays));

export const daysBefore = (instant: Date, days: number) => new Date(instant.getTime() - days * 86_400_000);
