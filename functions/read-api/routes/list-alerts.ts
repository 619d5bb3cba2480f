import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived, type Member, sees } from "../../../shared/access/member.ts";
import { listAlertChannels, listAlertRules, listAlerts, showAlert } from "../../../shared/contract/alert-routes.ts";
import type { alertDetail, alertPage, channelPage, rulePage } from "../../../shared/contract/alerts.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { counted } from "../../../shared/presenter/counted.ts";
import { type Locale, wordsOf } from "../../../shared/presenter/locale.ts";
import type { AlertChannels } from "../../../shared/records/alert-channels.ts";
import type { AlertRules } from "../../../shared/records/alert-rules.ts";
import type { Alerts } from "../../../shared/records/alerts.ts";
import { alertBeat, type ClockBeats } from "../../../shared/records/clock-beats.ts";
import type { Alert } from "../../../shared/run/alert.ts";
import type { alertListStates } from "../../../shared/run/alert-states.ts";
import { isSnoozed } from "../../../shared/run/owed-messages.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { mayReadAlert } from "../../middleware/may-read-alert.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { alertAnswerOf, alertDetailOf, channelAnswerOf, ruleAnswerOf, watchOf } from "../../representations/alert.ts";
import type { Cursors } from "../cursor.ts";

interface Dependencies {
  readonly access: Access;
  readonly alerts: Pick<Alerts, "find" | "findListed" | "findAll">;
  readonly rules: Pick<AlertRules, "list">;
  readonly channels: Pick<AlertChannels, "list">;
  readonly beats: Pick<ClockBeats, "find">;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** An evaluation comes by once a minute. */
const polling = { intervalSeconds: 60 } as const;

type State = (typeof alertListStates)[number];

/** The alerts that the member sees, the newest opening first. All are read for each page, because they are counted. */
export const listAlertsEndpoint = ({ access, alerts, rules, beats, cursors, clock }: Dependencies) =>
  readEndpoint(listAlerts, async ({ caller, locale, param, query }) => {
    const { limit, cursor, state = "open", externalReference } = query;
    const filter = { state, ...(externalReference !== undefined && { externalReference }) };
    const use = { caller: caller.sub, route: listAlerts.name, workspaceId: param("ws"), filter };
    const before = await cursors.open(use, cursor);
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listAlerts.capability);
    const { id } = member.workspace;
    const [found, places, ruleList, evaluatedAt] = await Promise.all([
      state === "closed" ? alerts.findAll(id) : alerts.findListed(id),
      access.listEnvironments(member),
      rules.list(id),
      beats.find(alertBeat(id)),
    ]);
    const names = new Map(places.map((place) => [place.id, place.name]));
    const now = clock.now();
    const seen = found.alerts.filter((alert) => mayReadAlert(member, alert)).map((alert) => placed(alert, now));
    const countOf = (list: Exclude<State, "open">) => ({
      value: seen.filter((one) => one.list === list).length,
      capped: !found.isWhole,
    });
    const watched = ruleList.rules.filter(({ environments }) => isAbout(member, environments)).length;
    const watch = watchOf({ rules: watched, areRulesWhole: ruleList.isWhole, evaluatedAt }, now, locale);
    const [active, snoozed] = [countOf("active"), countOf("snoozed")];
    const wanted = seen
      .filter(({ list }) => list === state || (state === "open" && list !== "closed"))
      .filter(({ alert }) => externalReference === undefined || alert.facts.externalReference === externalReference)
      .filter(({ position }) => before === undefined || position < before)
      .toSorted((a, b) => (a.position < b.position ? 1 : -1));
    const shown = wanted.slice(0, limit);
    const body: z.input<typeof alertPage> = {
      items: shown.map(({ alert }) => alertAnswerOf(alert, names.get(alert.facts.environmentId ?? ""), now, locale)),
      headline:
        state === "closed" ? wordsOf(locale).alerts.headline.closed : headlineOf(active, snoozed.value, watch, locale),
      ...{ open: active, snoozed, closed: state === "closed" ? countOf("closed") : null, watch },
      unread: found.isWhole ? null : wordsOf(locale).alerts.unread,
      appliedFilters: filter,
      nextCursor: await cursors.seal(use, wanted.length > limit ? shown.at(-1)?.position : undefined),
      polling,
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** An alert with its list and its place there: the instant of its opening; the key makes it unique. */
function placed(alert: Alert, now: Date) {
  const list: Exclude<State, "open"> =
    alert.state === "closed" ? "closed" : isSnoozed(alert, now) ? "snoozed" : "active";
  return { alert, list, position: `${alert.openedAt}#${alert.key}` };
}

/** An alert with what each channel was sent. */
export const showAlertEndpoint = ({ access, alerts, channels, clock }: Dependencies) =>
  readEndpoint(showAlert, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    const { id: workspaceId } = member.workspace;
    const alert = await alerts.find(workspaceId, param("alert"));
    if (alert === undefined || !mayReadAlert(member, alert)) throw notFound();
    need(member, showAlert.capability);
    const { environmentId } = alert.facts;
    const [names, list] = await Promise.all([
      access.findEnvironmentNames(workspaceId, environmentId === null ? [] : [environmentId]),
      channels.list(workspaceId),
    ]);
    const now = clock.now();
    const context = { channels: list.channels, areAllChannels: list.isWhole, now, locale };
    const detail = alertDetailOf(alert, { ...context, place: names.get(environmentId ?? "") });
    const body: z.input<typeof alertDetail> = { ...detail, checkedAt: now.toISOString() };
    return { status: 200, body };
  });

/** Whether a rule concerns anything that the member sees. An archived environment has no alerts. */
const isAbout = (member: Member, environments: "all" | readonly string[]) =>
  environments === "all" || environments.some((id) => sees(member, id) && !isArchived(member, id));

/** Nothing calm is said about what was not read, and nothing where no rule watches or no clock evaluates. */
function headlineOf(
  { value, capped }: { value: number; capped: boolean },
  snoozed: number,
  watch: ReturnType<typeof watchOf>,
  locale: Locale,
): string {
  const { headline } = wordsOf(locale).alerts;
  if (value > 0) return counted(capped ? headline.openAtLeast : headline.open, value, locale);
  if (capped) return headline.unread;
  if (watch.state !== "watching") return watch.text;
  return snoozed > 0 ? counted(headline.snoozed, snoozed, locale) : headline.none;
}

/** All rules on one page: there are at most 50. */
export const listAlertRulesEndpoint = ({ access, rules, clock }: Dependencies) =>
  readEndpoint(listAlertRules, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listAlertRules.capability);
    const list = await rules.list(member.workspace.id);
    const body: z.input<typeof rulePage> = {
      items: list.rules.map((rule) => ruleAnswerOf(member, rule)),
      ...{ appliedFilters: {}, nextCursor: null, polling: { intervalSeconds: null } },
      unread: list.isWhole ? null : wordsOf(locale).alerts.unreadSettings,
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

/** All channels on one page: there are at most 20. */
export const listAlertChannelsEndpoint = ({ access, channels, clock }: Dependencies) =>
  readEndpoint(listAlertChannels, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listAlertChannels.capability);
    const list = await channels.list(member.workspace.id);
    const body: z.input<typeof channelPage> = {
      items: list.channels.map((channel) => channelAnswerOf(channel, locale)),
      ...{ appliedFilters: {}, nextCursor: null, polling },
      unread: list.isWhole ? null : wordsOf(locale).alerts.unreadSettings,
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
