import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { isArchived, sees } from "../../../shared/access/member.ts";
import { listAlertChannels, listAlertRules, listAlerts } from "../../../shared/contract/alert-routes.ts";
import type { alertPage, channelPage, rulePage } from "../../../shared/contract/alerts.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import { counted } from "../../../shared/presenter/counted.ts";
import { type Locale, wordsOf } from "../../../shared/presenter/locale.ts";
import type { AlertChannels } from "../../../shared/records/alert-channels.ts";
import type { AlertRules } from "../../../shared/records/alert-rules.ts";
import type { Alerts } from "../../../shared/records/alerts.ts";
import { isSnoozed } from "../../../shared/run/owed-messages.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import { alertAnswerOf, channelAnswerOf, ruleAnswerOf } from "../../representations/alert.ts";

interface Dependencies {
  readonly access: Access;
  readonly alerts: Pick<Alerts, "findListed" | "findAll">;
  readonly rules: Pick<AlertRules, "list">;
  readonly channels: Pick<AlertChannels, "list">;
  readonly clock: Clock;
}

/** An evaluation comes by once a minute. */
const polling = { intervalSeconds: 60 } as const;

/** The alerts that the member sees: open ones, snoozed ones among them, or closed ones. */
export const listAlertsEndpoint = ({ access, alerts, clock }: Dependencies) =>
  readEndpoint(listAlerts, async ({ caller, locale, param, query }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    need(member, listAlerts.capability);
    const { id } = member.workspace;
    const wanted = query.state ?? "open";
    const [found, places] = await Promise.all([
      wanted === "open" ? alerts.findListed(id) : alerts.findAll(id),
      access.listEnvironments(member),
    ]);
    const names = new Map(places.map((place) => [place.id, place.name]));
    const now = clock.now();
    const seen = found.alerts
      .filter(({ facts }) => sees(member, facts.environmentId) && !isArchived(member, facts.environmentId))
      .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
    const closed = seen.filter(({ state }) => state === "closed");
    const unclosed = seen.filter(({ state }) => state !== "closed");
    const silent = unclosed.filter((alert) => isSnoozed(alert, now)).length;
    const open = { value: unclosed.length - silent, capped: !found.isWhole };
    const snoozed = { value: silent, capped: !found.isWhole };
    const body: z.input<typeof alertPage> = {
      items: (wanted === "open" ? unclosed : closed).map((alert) =>
        alertAnswerOf(alert, names.get(alert.facts.environmentId ?? ""), now, locale),
      ),
      headline: wanted === "open" ? headlineOf(open, silent, locale) : wordsOf(locale).alerts.headline.closed,
      ...{ open, snoozed, unread: found.isWhole ? null : wordsOf(locale).alerts.unread },
      appliedFilters: { state: wanted },
      nextCursor: null,
      polling,
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });

/** Nothing calm is said about what was not read. */
function headlineOf({ value, capped }: { value: number; capped: boolean }, snoozed: number, locale: Locale): string {
  const { headline } = wordsOf(locale).alerts;
  if (value > 0) return counted(capped ? headline.openAtLeast : headline.open, value, locale);
  if (capped) return headline.unread;
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
