import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { listOccurrences, previewSchedule, showSchedule } from "../../../shared/contract/schedule-routes.ts";
import type { occurrencePage, preview, scheduleDetail } from "../../../shared/contract/schedules.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { plannedSlotAnswer, ruleTextOf } from "../../../shared/presenter/schedule-words.ts";
import type { Occurrences } from "../../../shared/records/occurrences.ts";
import type { Schedules } from "../../../shared/records/schedules.ts";
import { plannedSlots } from "../../../shared/recurrence/planned-slots.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { ProblemError } from "../../middleware/errors.ts";
import { ruleOr422, timeZoneOr422 } from "../../middleware/rule-or-422.ts";
import { scheduleOr404 } from "../../middleware/schedule-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { scheduleAnswerOf, upcomingOf } from "../../representations/schedule.ts";
import type { Cursors } from "../cursor.ts";
import type { createLedgerEntries } from "../ledger-entries.ts";

interface Dependencies {
  readonly access: Access;
  readonly schedules: Pick<Schedules, "find">;
  readonly occurrences: Pick<Occurrences, "page">;
  readonly presentEntries: ReturnType<typeof createLedgerEntries>;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

const stripMax = 60;
const upcomingMax = 10;
/** Entries read at once when only those of one verdict are wanted; a page may then be short and go on. */
const examinedMax = 100;
const earliest = "0000";
const latest = "9999";

/** A schedule with its next slots and the newest part of its ledger. */
export const showScheduleEndpoint = ({ access, schedules, occurrences, presentEntries, clock }: Dependencies) =>
  readEndpoint(showSchedule, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    const listed = await scheduleOr404(schedules, member, param("schedule"));
    need(member, showSchedule.capability);
    const { schedule } = listed;
    const { environmentId } = schedule;
    const now = clock.now();
    const [names, { entries }] = await Promise.all([
      access.findEnvironmentNames(member.workspace.id, environmentId === null ? [] : [environmentId]),
      occurrences.page(schedule, { from: earliest, to: latest, limit: stripMax }),
    ]);
    const environmentName = environmentId && (names.get(environmentId) ?? environmentId);
    const answer = scheduleAnswerOf(listed, { member, environmentName, locale, now });
    const body: z.input<typeof scheduleDetail> = {
      ...answer,
      occurrences: await presentEntries(schedule, entries, locale),
      upcoming: answer.next === null ? [] : upcomingOf(schedule, upcomingMax, locale),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** What became of the slots of a schedule. */
export const listOccurrencesEndpoint = (parts: Dependencies) =>
  readEndpoint(listOccurrences, async ({ caller, locale, query, param }) => {
    const { access, schedules, occurrences, presentEntries, cursors, clock } = parts;
    const workspaceId = param("ws");
    const { limit, cursor, ...wanted } = query;
    const filter = Object.fromEntries(Object.entries({ schedule: param("schedule"), ...wanted }).flatMap(definedOnly));
    const use = { caller: caller.sub, route: listOccurrences.name, workspaceId, filter };
    const before = await cursors.open(use, cursor);
    const member = await workspaceOr404(access, caller, workspaceId);
    const { schedule } = await scheduleOr404(schedules, member, param("schedule"));
    need(member, listOccurrences.capability);

    const { verdict, from, to } = wanted;
    const span = { from: canonical(from) ?? earliest, to: canonical(to) ?? latest, before };
    if (span.from > span.to)
      throw new ProblemError("query_invalid", { detail: "`to` must not be before `from`; swap the two instants." });
    const page = await occurrences.page(schedule, { ...span, limit: verdict === undefined ? limit : examinedMax });
    const shown = await presentEntries(schedule, page.entries, locale);
    const matching = shown.filter((entry) => verdict === undefined || entry.verdict === verdict);
    const items = matching.slice(0, limit);
    const next = matching.length > limit ? items.at(-1)?.from : page.nextBefore;
    const body: z.input<typeof occurrencePage> = {
      items,
      appliedFilters: filter,
      nextCursor: await cursors.seal(use, next),
      polling: { intervalSeconds: 10 },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

/** The next slots of a rule before a schedule has it. */
export const previewScheduleEndpoint = ({ access, clock }: Pick<Dependencies, "access" | "clock">) =>
  readEndpoint(previewSchedule, async ({ caller, locale, query, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, previewSchedule.capability);
    const now = clock.now();
    // An interval has no zone; it is only shown in one.
    const { timezone, ...interval } = query;
    const isInterval = query.cron === undefined && query.everySeconds !== undefined;
    const zone = isInterval && timezone !== undefined ? timeZoneOr422(timezone, "timezone") : undefined;
    const rule = ruleOr422(isInterval ? interval : query, { path: "", anchor: minuteOf(now), now });
    const slots = plannedSlots(rule, now.getTime(), upcomingMax, zone);
    const body: z.input<typeof preview> = {
      text: ruleTextOf(rule, locale),
      items: slots.map((slot) => plannedSlotAnswer(slot, locale)),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

const definedOnly = ([name, value]: [string, string | undefined]): [string, string][] =>
  value === undefined ? [] : [[name, value]];
/** Slots are stored as instants with milliseconds. */
const canonical = (instant: string | undefined) => instant && new Date(instant).toISOString();
const minuteOf = (now: Date) => `${now.toISOString().slice(0, 16)}:00.000Z`;
