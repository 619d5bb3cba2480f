import * as z from "zod";
import { scopeId } from "../foundation/scope.ts";
import {
  alertCauses,
  alertListStates,
  alertStates,
  alertWatchStates,
  channelKinds,
  channelLocales,
  closeProofs,
  deliveryStates,
  ruleCauses,
  snoozeEnds,
} from "../run/alert-states.ts";
import { targetCharactersMax } from "../run/outbound-url.ts";
import { initiator } from "../run/run.ts";
import { pageOf, pageQuery } from "./lists.ts";
import { state } from "./run-truth.ts";
import { attemptAnswer, externalReference, runAnswer } from "./runs.ts";
import { count, unread } from "./tabs.ts";

const instant = z.iso.datetime();
const settingId = z.string().regex(/^[0-9A-Z]{26}$/, "must be the id of a channel");
/** Whether a text may be the id of a rule or channel; a longer one cannot be part of a key. */
export const isSettingId = (id: string): boolean => settingId.safeParse(id).success;
const name = z.string().trim().min(1).max(80);
/** Days for which an alert may be snoozed at most. */
export const snoozeDaysMax = 90;
export const ruleEnvironmentsMax = 1000;
/** Recipients of one e-mail channel; each sees the others. */
export const recipientsMax = 10;

const ruleFields = {
  name,
  /** What becomes an alert. */
  causes: z.array(z.enum(ruleCauses)).min(1).max(ruleCauses.length),
  /** All environments, also later ones, or the listed ones. */
  environments: z.union([z.literal("all"), z.array(scopeId).min(1).max(ruleEnvironmentsMax)]),
  /** How long the cause must last, in seconds, before an alert opens. */
  afterSeconds: z
    .int()
    .min(0)
    .max(7 * 86_400)
    .default(0),
  /** Without a channel, alerts are listed only. */
  channelIds: z.array(settingId).max(20),
};
export const ruleCreate = z.strictObject(ruleFields);
/** Replaces all fields of the revision that was read. */
export const ruleWrite = z.strictObject({ ...ruleFields, rev: z.int().min(1) });
export const ruleAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  causes: z.array(z.enum(ruleCauses)),
  /** Of listed environments only those that the caller sees. */
  environments: z.union([z.literal("all"), z.array(z.string())]),
  afterSeconds: z.int(),
  channelIds: z.array(z.string()),
  rev: z.int(),
  changedBy: initiator,
  changedAt: instant,
});
export type RuleAnswer = z.infer<typeof ruleAnswer>;
export const rulePage = pageOf(ruleAnswer).extend({ unread });

const channelFields = {
  name,
  kind: z.enum(channelKinds).exclude(["unknown"]),
  /** The target of a webhook: https with a public host name. Slack and Teams have it in their secret. */
  url: z.string().max(targetCharactersMax).optional(),
  /**
   * The secret in Secrets Manager: one or two signing secrets (`whsec_…`) of a webhook, or the URL of Slack or of a Teams
   * workflow. E-mail has none.
   */
  secretName: z
    .string()
    .max(200)
    .regex(/^[\w/+=.@-]+$/, "must be the name of a secret")
    .optional(),
  /** The recipients of e-mail; each sees the others. */
  to: z.array(z.email("must be a mail address").max(254)).min(1).max(recipientsMax).optional(),
  /** The language of its messages. */
  locale: z.enum(channelLocales).default("en"),
  /** The channel that reports when this one fails; all others when absent. */
  fallbackId: settingId.optional(),
};
export const channelCreate = z.strictObject(channelFields);
export const channelWrite = z.strictObject({ ...channelFields, rev: z.int().min(1) });
export const channelAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(channelKinds),
  url: z.string().nullable(),
  /** Null for e-mail. */
  secretName: z.string().nullable(),
  /** Recipients of e-mail; empty for other kinds. */
  to: z.array(z.string()),
  locale: z.enum(channelLocales),
  fallbackId: z.string().nullable(),
  rev: z.int(),
  changedBy: initiator,
  changedAt: instant,
  /** How its deliveries end, in words. */
  state,
  text: z.string().min(1),
  /** Failed deliveries since the last one that succeeded. */
  failures: z.int(),
  failingSince: instant.nullable(),
  nextTryAt: instant.nullable(),
  /** The newest delivery. */
  lastRunId: z.string().nullable(),
});
export type ChannelAnswer = z.infer<typeof channelAnswer>;
export const channelPage = pageOf(channelAnswer).extend({ unread });

export const deliveriesQuery = pageQuery;
/** One delivery to a channel: a run that sends all that is owed then, or begins with the test message of a person. */
export const deliveryAnswer = z.strictObject({
  /** A person asked for it, and it began with a test message. */
  isTest: z.boolean(),
  run: runAnswer,
  /** Oldest first. */
  attempts: z.array(attemptAnswer),
});
export type DeliveryAnswer = z.infer<typeof deliveryAnswer>;
export const deliveryPage = pageOf(deliveryAnswer);

/** Open ones, snoozed ones among them, by default; active ones are open and not snoozed. */
export const alertsQuery = pageQuery.extend({
  state: z.enum(alertListStates).optional(),
  /** Only alerts about a run that was started with this reference. The counts are those of all alerts. */
  externalReference: externalReference.optional(),
});
export const snoozeWrite = z.strictObject({
  /** The opening that the person saw. */
  seq: z.int().min(1),
  /** At most 90 days ahead; an instant that has passed ends the snooze. */
  until: instant,
  /** What ends it before: nothing, another reason, or another failed run. */
  ends: z.enum(snoozeEnds).default("time"),
  reason: z.string().trim().min(1).max(200),
});

export const alertAnswer = z.strictObject({
  /** Stable for its cause; the same in every message. */
  key: z.string(),
  cause: z.enum(alertCauses),
  causeLabel: z.string(),
  environmentId: z.string().nullable(),
  status: z.enum(alertStates),
  state,
  title: z.string().min(1),
  text: z.string().min(1),
  /** Why the newest run of the cause ended as it did, in words. */
  reason: z.string().min(1).nullable(),
  /** What proved that the alert is over; null while it is open. */
  closeProof: z.strictObject({ code: z.enum(closeProofs), text: z.string().min(1) }).nullable(),
  seq: z.int(),
  version: z.int(),
  since: instant,
  openedAt: instant,
  closedAt: instant.nullable(),
  runId: z.string().nullable(),
  promiseId: z.string().nullable(),
  scheduleId: z.string().nullable(),
  /** The plan that waits for an approval. */
  planId: z.string().nullable(),
  channelId: z.string().nullable(),
  externalReference: z.string().nullable(),
  /** The snooze that applies now. */
  snooze: z.strictObject({ until: instant, ends: z.enum(snoozeEnds), reason: z.string(), by: z.string() }).nullable(),
});
export type AlertAnswer = z.infer<typeof alertAnswer>;
export const alertPage = pageOf(alertAnswer).extend({
  headline: z.string().min(1),
  /** Open and not snoozed. */
  open: count,
  snoozed: count,
  /** Null unless the list was read that has them. */
  closed: count.nullable(),
  /** Whether anything becomes an alert: without a rule, or without an evaluation, no alert means nothing. */
  watch: z.strictObject({
    state: z.enum(alertWatchStates),
    /** When the newest completed evaluation began. */
    evaluatedAt: instant.nullable(),
    text: z.string().min(1),
  }),
  unread,
});

export const alertDetail = alertAnswer.extend({
  /** What each channel was sent about this opening, of those that its rules name and those that were sent something. */
  channels: z.array(
    z.strictObject({
      id: z.string(),
      /** Null for a channel that was removed. */
      name: z.string().nullable(),
      delivery: z.enum(deliveryStates),
      state,
      text: z.string().min(1),
    }),
  ),
  checkedAt: instant,
});
export type AlertDetail = z.infer<typeof alertDetail>;
