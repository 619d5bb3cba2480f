import { type Member, sees } from "../../shared/access/member.ts";
import type { AlertAnswer, AlertDetail, ChannelAnswer, RuleAnswer } from "../../shared/contract/alerts.ts";
import { deriveAlertWatch } from "../../shared/derived/alert-watch.ts";
import { alertDetailsOf, alertTitleOf, alertWordsOf } from "../../shared/presenter/alert/alert-texts.ts";
import { counted } from "../../shared/presenter/counted.ts";
import { fill } from "../../shared/presenter/fill.ts";
import { type Locale, wordsOf } from "../../shared/presenter/locale.ts";
import type { ListedChannel } from "../../shared/records/alert-channels.ts";
import type { AlertRule } from "../../shared/records/alert-rules.ts";
import type { Alert } from "../../shared/run/alert.ts";
import type { DeliveryState } from "../../shared/run/alert-states.ts";
import { deliveryStateOf, isSnoozed } from "../../shared/run/owed-messages.ts";

/** An alert in words. `place` is the name of its environment. */
export function alertAnswerOf(alert: Alert, place: string | undefined, now: Date, locale: Locale): AlertAnswer {
  const { facts, key, seq, version, state, openedAt, closedAt, closeProof = "unknown", snooze } = alert;
  const { states, causes, resolved } = alertWordsOf(locale);
  const code = facts.reasonCode ?? facts.failure;
  const isSilent = isSnoozed(alert, now);
  const tone = state === "open" ? (isSilent ? "neutral" : "danger") : state === "closed" ? "success" : "warning";
  return {
    ...{ key, cause: facts.cause, causeLabel: causes[facts.cause], environmentId: facts.environmentId },
    ...{ status: state, state: { label: states[isSilent ? "snoozed" : state], tone } },
    title: alertTitleOf(facts, { locale, environment: place ?? facts.environmentId ?? undefined }),
    text: alertDetailsOf(alert, state === "closed", locale).join(" "),
    reason: Object.entries(wordsOf(locale).failures).find(([one]) => one === code)?.[1] ?? null,
    closeProof: state === "closed" ? { code: closeProof, text: resolved[closeProof] } : null,
    ...{ seq, version, since: facts.since, openedAt, closedAt: closedAt ?? null },
    ...{ runId: facts.runId ?? null, promiseId: facts.promiseId ?? null, scheduleId: facts.scheduleId ?? null },
    ...{ planId: facts.planId ?? null, channelId: facts.channelId ?? null },
    ...{ externalReference: facts.externalReference ?? null },
    snooze:
      snooze === undefined || !isSilent
        ? null
        : { until: snooze.until, ends: snooze.ends, reason: snooze.reason, by: snooze.by },
  };
}

/** The alert with what each channel was sent about it. */
export function alertDetailOf(
  alert: Alert,
  { place, channels, areAllChannels, now, locale }: AlertDetailContext,
): Omit<AlertDetail, "checkedAt"> {
  const { deliveries } = alertWordsOf(locale);
  const names = new Map(channels.map(({ channel: { id, name } }) => [id, name]));
  // Of earlier openings, only channels that are still owed their close.
  const sent = Object.keys(alert.sent).filter((id) => deliveryStateOf(alert, id, now) !== "none");
  return {
    ...alertAnswerOf(alert, place, now, locale),
    channels: [...new Set([...alert.channelIds, ...sent])].toSorted().map((id) => {
      const isRemoved = areAllChannels && !names.has(id);
      const delivery = isRemoved ? "channel_removed" : deliveryStateOf(alert, id, now);
      const { label, text } = deliveries[delivery];
      return { id, name: names.get(id) ?? null, delivery, state: { label, tone: deliveryTones[delivery] }, text };
    }),
  };
}

interface AlertDetailContext {
  /** The name of its environment. */
  readonly place: string | undefined;
  readonly channels: readonly ListedChannel[];
  /** Whether a channel that is not among them was removed. */
  readonly areAllChannels: boolean;
  readonly now: Date;
  readonly locale: Locale;
}

const deliveryTones = {
  ...{ open_sent: "success", closed_sent: "success", none: "neutral" },
  ...{ due: "info", update_due: "info", close_due: "info", sending: "info", channel_removed: "neutral" },
  unknown: "warning",
} as const satisfies Record<DeliveryState, AlertAnswer["state"]["tone"]>;

/** What may be said about alerts that are not there, in words. */
export function watchOf(watched: Parameters<typeof deriveAlertWatch>[0], now: Date, locale: Locale) {
  const state = deriveAlertWatch(watched, now);
  const { evaluatedAt = null } = watched;
  const since = (evaluatedAt ?? "").slice(0, 16).replace("T", " ");
  return { state, evaluatedAt, text: fill(alertWordsOf(locale).watch[state], { since }) };
}

/** A rule with the environments that the member sees. */
export function ruleAnswerOf(member: Pick<Member, "environments">, rule: AlertRule): RuleAnswer {
  const { environments } = rule;
  return {
    ...rule,
    environments: environments === "all" ? environments : environments.filter((id) => sees(member, id)),
  };
}

/** A channel and how it delivers. */
export function channelAnswerOf({ channel, health }: ListedChannel, locale: Locale): ChannelAnswer {
  const { channel: words } = alertWordsOf(locale);
  const { failures = 0, failure, failingSince, nextTryAt, by } = health ?? {};
  const reason = Object.entries(wordsOf(locale).failures).find(([code]) => code === failure)?.[1] ?? "";
  const text =
    health === undefined
      ? words.never
      : failingSince !== undefined
        ? fill(words.failing, { reason }).trim()
        : failures === 0
          ? words.delivers
          : counted(words.failed, failures, locale);
  const tone =
    failingSince !== undefined ? "danger" : failures > 0 ? "warning" : health === undefined ? "neutral" : "success";
  return {
    ...channel,
    ...{
      url: channel.url ?? null,
      secretName: channel.secretName ?? null,
      to: channel.to ?? [],
      fallbackId: channel.fallbackId ?? null,
    },
    ...{ state: { label: words.states[tone], tone }, text, failures },
    ...{ failingSince: failingSince ?? null, nextTryAt: nextTryAt ?? null, lastRunId: by?.runId ?? null },
  };
}
