import type * as z from "zod";
import type { OpenWork } from "../../../shared/actionability/open-work.ts";
import type { causeGroup, causes } from "../../../shared/contract/hub.ts";
import { listCauses } from "../../../shared/contract/operation-routes.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { withPromises } from "../../../shared/derived/polling.ts";
import { idTime } from "../../../shared/foundation/ids.ts";
import { labelOf } from "../../../shared/presenter/labels.ts";
import type { Locale } from "../../../shared/presenter/locale.ts";
import { causeWordsOf, checkedCalmOf, unreadOf } from "../../../shared/presenter/surface-words.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { arePromisesCalm, brokenPromisesOf, unreadWith } from "../broken-promises.ts";
import { type CauseGroup, causeGroupsOf, runsOf, shownRunOf } from "../cause-groups.ts";
import { attentionCountOf, openWorkOf } from "../counts.ts";
import { areSchedulesCalm, failingSchedulesOf, scheduleCountsOf } from "../failing-schedules.ts";
import { memberOr404 } from "../member-or-404.ts";
import { pollingOf } from "../open-work-rows.ts";
import type { SurfaceParts } from "../surface-parts.ts";

const groupsMax = 50;
const brokenMax = 25;
const namesMax = 5;

/** Open work by concrete cause, limited to what the caller may see. */
export const listCausesEndpoint = (parts: SurfaceParts) => {
  const { access, reader, presentRuns, readPromises, explainBroken, readSchedules, clock } = parts;
  return readEndpoint(listCauses, async ({ caller, locale, query, param }) => {
    const { environmentId } = query;
    const member = await memberOr404(access, caller, param("ws"), environmentId);
    need(member, listCauses.capability);

    const listed = access.listEnvironments(member);
    const promised =
      environmentId === undefined ? listed : listed.then((all) => all.filter(({ id }) => id === environmentId));
    const [places, reading, scheduled, { work, queue, activeWork }] = await Promise.all([
      listed,
      readPromises(member, promised, () => clock.now()),
      readSchedules(member, environmentId),
      reader.readSnapshot(member, { environmentId, open: ["A", "P"], rows: { onePerCauseKey: true } }),
    ]);
    const all = causeGroupsOf(work);
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
    const now = clock.now();
    const place = { now, locale, nameOf: (id: string) => nameOf.get(id) ?? id };
    const calm = checkedCalmOf(counts, work.read.problems + work.read.active, locale);
    const body: z.input<typeof causes> = {
      groups: shown.map(({ group, judged }) => groupOf(group, present(judged), work, nameOf, environmentId, locale)),
      causeCount: { value: all.filter(({ isOpen }) => isOpen).length, capped: counts.causes.capped },
      total: { ...attentionCountOf(work), list: { tab: "needs_attention", ...within(environmentId) } },
      promises: await brokenPromisesOf({ reading, explainBroken }, member, brokenMax, now, locale, environmentId),
      schedules: failingSchedulesOf(scheduled, brokenMax, place, environmentId),
      calm: arePromisesCalm(reading) && areSchedulesCalm(scheduled) ? calm : null,
      unread: unreadWith(unreadOf(work, locale), reading, scheduleCountsOf(scheduled), locale),
      polling: withPromises(pollingOf(work), reading.promises.length + scheduled.schedules.length > 0),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
};

const within = (environmentId: string | undefined) => (environmentId === undefined ? {} : { environmentId });

function groupOf(
  group: CauseGroup,
  newest: RunAnswer,
  work: OpenWork,
  nameOf: ReadonlyMap<string, string>,
  environmentId: string | undefined,
  locale: Locale,
): z.input<typeof causeGroup> {
  const { key, cause, isOpen, issues } = group;
  const runs = issues.map((issue) => issue.newest);
  const ids = runs.map(({ id }) => id).toSorted();
  const oldest = issues.map(({ oldestId }) => oldestId).toSorted();
  const environments = [...new Set(runs.flatMap((run) => run.environmentId ?? []))];
  const operations = [...new Set(runs.map(({ type }) => labelOf(type, locale)))];
  const capped = !work.isProblemsWhole || work.unchecked.length > 0;
  const tab = isOpen ? "needs_attention" : "resolved_history";
  return {
    key,
    cause,
    text: newest.cause?.text ?? newest.reason?.text ?? newest.headline,
    at: newest.cause?.at ?? null,
    state: newest.state,
    isOpen,
    guidance: causeWordsOf(cause, locale).guidance,
    environments: environments.slice(0, namesMax).map((id) => ({ id, name: nameOf.get(id) ?? id })),
    environmentCount: environments.length,
    operations: operations.slice(0, namesMax),
    count: { value: issues.length, capped, list: { tab, causeKey: key, ...within(environmentId) } },
    runs: { value: runsOf(group), capped },
    since: idTime(oldest[0] ?? newest.id).toISOString(),
    latest: idTime(ids.at(-1) ?? newest.id).toISOString(),
    newest,
  };
}
