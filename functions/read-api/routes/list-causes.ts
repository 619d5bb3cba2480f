import type * as z from "zod";
import type { causes } from "../../../shared/contract/hub.ts";
import { listCauses } from "../../../shared/contract/operation-routes.ts";
import { withPromises } from "../../../shared/derived/polling.ts";
import { checkedCalmOf, unreadOf } from "../../../shared/presenter/surface-words.ts";
import { besideUnreadOf, isCalmBeside, joined } from "../../../shared/presenter/work-beside-runs.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { brokenPromisesOf } from "../broken-promises.ts";
import { causeGroupOf } from "../cause-answer.ts";
import { causeGroupsOf, shownRunOf } from "../cause-groups.ts";
import { causeWindowOf, isWithin, windowAnswerOf, workWithin } from "../cause-window.ts";
import { attentionCountOf, openWorkOf } from "../counts.ts";
import { decisionCountsOf } from "../due-decisions.ts";
import { failingSchedulesOf, scheduleCountsOf } from "../failing-schedules.ts";
import { placesOf, textsOf } from "../hub-filter.ts";
import { memberOr404 } from "../member-or-404.ts";
import { pollingOf } from "../open-work-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const groupsMax = 50;
const brokenMax = 25;

/** Open work by concrete cause, limited to what the caller may see, optionally to what began within a window. */
export const listCausesEndpoint = (parts: SurfaceParts) => {
  const { access, reader, presentRuns, readPromises, explainBroken, readSchedules, readDecisions, clock } = parts;
  return readEndpoint(listCauses, async ({ caller, locale, query, param }) => {
    const { environmentId } = query;
    const window = causeWindowOf(query.window, clock.now());
    const member = await memberOr404(access, caller, param("ws"), environmentId);
    need(member, listCauses.capability);

    const listed = access.listEnvironments(member);
    const promised =
      environmentId === undefined ? listed : listed.then((all) => all.filter(({ id }) => id === environmentId));
    const [places, reading, scheduled, decisions, { work, queue, activeWork }] = await Promise.all([
      listed,
      readPromises(member, promised, () => clock.now()),
      readSchedules(member, environmentId),
      readDecisions(member, caller.sub, environmentId),
      reader.readSnapshot(member, { environmentId, open: ["A", "P"], rows: { onePerCauseKey: isWithin(window) } }),
    ]);
    const shownWork = workWithin(work, window);
    const all = causeGroupsOf(shownWork);
    const shown = all.slice(0, groupsMax).flatMap((group) => {
      const judged = shownRunOf(group)?.judged;
      return judged === undefined ? [] : [{ group, judged }];
    });
    const present = await presentRuns(
      member,
      shown.map(({ judged }) => judged),
      locale,
      { places, queue, activeWork },
    );
    const nameOf = new Map(places.map(({ id, name }) => [id, name]));
    const counts = openWorkOf(work, environmentId);
    const list = { ...within(environmentId), ...(window !== undefined && { from: window.from }) };
    const now = clock.now();
    const place = { now, locale, nameOf: (id: string) => nameOf.get(id) ?? id };
    const beside = {
      promises: reading.counts,
      schedules: scheduleCountsOf(scheduled),
      decisions: decisionCountsOf(decisions),
    };
    const calm = checkedCalmOf(counts, work.read.problems + work.read.active, locale);
    const body: z.input<typeof causes> = {
      groups: shown.map(({ group, judged }) => causeGroupOf(group, present(judged), work, { nameOf, list, locale })),
      causeCount: { value: all.filter(({ isOpen }) => isOpen).length, capped: counts.causes.capped },
      total: { ...attentionCountOf(shownWork), list: { tab: "needs_attention", ...list } },
      promises: await brokenPromisesOf({ reading, explainBroken }, member, brokenMax, now, locale, environmentId),
      schedules: failingSchedulesOf(scheduled, brokenMax, place, environmentId),
      calm: isCalmBeside(beside) ? calm : null,
      unread: joined([unreadOf(work, locale), besideUnreadOf(beside, locale)]) ?? null,
      window: window === undefined ? null : windowAnswerOf(window, shownWork, locale),
      appliedFilters: { ...textsOf(query), ...placesOf(environmentId), repeatsOfOneWork: "newest_only" },
      polling: withPromises(pollingOf(work), reading.promises.length + scheduled.schedules.length > 0),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
};

const within = (environmentId: string | undefined) => (environmentId === undefined ? {} : { environmentId });
