import type * as z from "zod";
import type { inbox } from "../../../shared/contract/overview.ts";
import { showInbox } from "../../../shared/contract/workspace-routes.ts";
import { attentionCauseOf } from "../../../shared/derived/attention.ts";
import { withPromises } from "../../../shared/derived/polling.ts";
import { causeWordsOf, checkedCalmOf, unreadOf } from "../../../shared/presenter/surface-words.ts";
import { besideUnreadOf, isCalmBeside, joined } from "../../../shared/presenter/work-beside-runs.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { brokenPromisesOf } from "../broken-promises.ts";
import { attentionCountOf, causeCountsOf, openWorkOf } from "../counts.ts";
import { decisionCountsOf } from "../due-decisions.ts";
import { failingSchedulesOf, scheduleCountsOf } from "../failing-schedules.ts";
import { placesOf } from "../hub-filter.ts";
import { pollingOf, shownIssues } from "../open-work-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

/** Items shown per cause. The list behind the count has all of them. */
const itemsPerCauseMax = 25;

/** The open issues, each once, grouped by cause, most urgent first. */
export const showInboxEndpoint = (parts: SurfaceParts) => {
  const { access, reader, presentRuns, readPromises, explainBroken, readSchedules, readDecisions, clock } = parts;
  return readEndpoint(showInbox, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, showInbox.capability);

    const listed = access.listEnvironments(member);
    const beside = Promise.all([
      listed,
      readPromises(member, listed, () => clock.now()),
      readSchedules(member),
      readDecisions(member, caller.sub),
    ]);
    const { work, queue, activeWork } = await reader.readSnapshot(member, {
      open: ["A", "P"],
      rows: { perCause: itemsPerCauseMax },
    });
    const shown = Map.groupBy(shownIssues(work), ({ run, truth }) => attentionCauseOf(run, truth));
    const groups = causeCountsOf(work).map(({ cause, count }) => ({
      cause,
      count,
      items: (shown.get(cause) ?? []).slice(0, itemsPerCauseMax),
    }));
    const present = await presentRuns(
      member,
      groups.flatMap(({ items }) => items),
      locale,
      { queue, activeWork },
    );
    const [places, reading, scheduled, decisions] = await beside;
    const all = {
      promises: reading.counts,
      schedules: scheduleCountsOf(scheduled),
      decisions: decisionCountsOf(decisions),
    };
    const names = new Map(places.map(({ id, name }) => [id, name]));
    const now = clock.now();
    const place = { now, locale, nameOf: (id: string) => names.get(id) ?? id };
    const calm = checkedCalmOf(openWorkOf(work), work.read.problems + work.read.active, locale);
    const body: z.input<typeof inbox> = {
      section: "stale_operations",
      groups: groups.map(({ cause, count, items }) => ({
        cause,
        ...causeWordsOf(cause, locale),
        lane: "blocked",
        count,
        items: items.map(present),
      })),
      promises: await brokenPromisesOf({ reading, explainBroken }, member, itemsPerCauseMax, now, locale),
      schedules: failingSchedulesOf(scheduled, itemsPerCauseMax, place),
      total: attentionCountOf(work),
      calm: isCalmBeside(all) ? calm : null,
      unread: joined([unreadOf(work, locale), besideUnreadOf(all, locale)]) ?? null,
      appliedFilters: { ...placesOf(undefined), repeatsOfOneWork: "newest_only" },
      polling: withPromises(pollingOf(work), reading.promises.length + scheduled.schedules.length > 0),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
};
