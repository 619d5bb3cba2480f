import * as z from "zod";
import { workspaceKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import type { AuditWrite } from "../ledger/write-together.ts";
import { channelKinds, channelLocales } from "../run/alert-states.ts";
import { endedSettingDays } from "./alert-rules.ts";
import { createNamedSettings, type SettingWritten } from "./named-settings.ts";

/** Channels of one workspace. */
export const alertChannelsMax = 20;

const person = z.object({ id: z.string(), name: z.string() });

/** Where alerts are sent. What is secret about it is in Secrets Manager, under `secretName`. */
const alertChannel = z.object({
  id: z.string(),
  name: z.string(),
  /** Kinds of a newer release are read as unknown. */
  kind: z.string().pipe(z.enum(channelKinds).catch("unknown")),
  /** The target of a webhook. The URLs of Slack and Teams are secrets. */
  url: z.string().optional(),
  /** The signing secrets of a webhook, or the URL of Slack or Teams. E-mail needs none. */
  secretName: z.string().optional(),
  /** The recipients of e-mail. */
  to: z.array(z.string()).optional(),
  /** The language of its messages. */
  locale: z.string().pipe(z.enum(channelLocales).catch("en")),
  /** The channel that reports when this one fails; all others when absent. */
  fallbackId: z.string().optional(),
  /** The number of changes. */
  rev: z.int(),
  changedBy: person,
  changedAt: z.string(),
});
export type AlertChannel = z.infer<typeof alertChannel>;
export type AlertChannelFields = Omit<AlertChannel, "id" | "rev">;

/** How deliveries to a channel ended. Kept beside the channel, because a run writes it. */
const health = z.object({
  /** Deliveries that failed since the last one that succeeded. */
  failures: z.int().nonnegative(),
  /** The newest run that wrote this, and its attempt: an older attempt changes nothing. */
  by: z.object({ runId: z.string(), attempt: z.int() }),
  triedAt: z.string(),
  /** The revision of the channel that was tried. */
  rev: z.int(),
  /** A code, when the newest delivery failed. */
  failure: z.string().optional(),
  /** No delivery starts before this instant, unless a person changed the channel since. */
  nextTryAt: z.string().optional(),
  /** Since when the channel counts as failing. */
  failingSince: z.string().optional(),
});
export type ChannelHealth = z.infer<typeof health>;

export interface ListedChannel {
  readonly channel: AlertChannel;
  /** Undefined when nothing was delivered yet. */
  readonly health: ChannelHealth | undefined;
}

const prefix = "CHANNEL#";
const healthSuffix = "#HEALTH";
const healthKey = (workspaceId: string, id: string) => workspaceKey(workspaceId, `${prefix}${id}${healthSuffix}`);
const storedHealth = z.looseObject({ sk: z.string(), record: health });

/** The channels of a workspace, and how they deliver. Each change by a person is stored with its audit entry. */
export function createAlertChannels(target: StoreTarget) {
  const store = createStore(target);
  const settings = createNamedSettings<AlertChannel>(target, {
    ...{ prefix, book: "CHANNELS", max: alertChannelsMax, keptDays: endedSettingDays },
    ...{ schema: alertChannel, isSame },
  });

  async function findHealth(workspaceId: string, id: string): Promise<ChannelHealth | undefined> {
    const item = await store.get(healthKey(workspaceId, id));
    return item === undefined ? undefined : storedHealth.parse(item).record;
  }

  return {
    find: settings.find,
    findAny: settings.findAny,
    findHealth,
    remove: settings.remove,

    /** All channels with their health; not whole when some were not read. */
    async list(
      workspaceId: string,
    ): Promise<{ readonly channels: readonly ListedChannel[]; readonly isWhole: boolean }> {
      const { items, isWhole } = await settings.listItems(workspaceId);
      const isHealth = (sk: unknown) => String(sk).endsWith(healthSuffix);
      const { stored, isWhole: areRead } = settings.readAll(items.filter(({ sk }) => !isHealth(sk)));
      const healths = new Map(
        items
          .filter(({ sk }) => isHealth(sk))
          .flatMap((item) => storedHealth.safeParse(item).data ?? [])
          .map(({ sk, record }) => [sk, record]),
      );
      const channels = stored.map((channel) => ({
        channel,
        health: healths.get(healthKey(workspaceId, channel.id).sk),
      }));
      return { channels, isWhole: isWhole && areRead };
    },

    create: (workspaceId: string, id: string, fields: AlertChannelFields, beside: AuditWrite) =>
      settings.create(workspaceId, { ...fields, id, rev: 1 }, beside),

    /** Replaces the fields of a channel, from the revision that the person saw. */
    replace: (workspaceId: string, id: string, rev: number, fields: AlertChannelFields, beside: AuditWrite) =>
      settings.replace(workspaceId, { ...fields, id, rev: rev + 1 }, beside),

    /**
     * Stores how a delivery ended, from the health that it read. False when another run wrote meanwhile, or a later
     * attempt of the same run.
     */
    async recordHealth(workspaceId: string, id: string, before: ChannelHealth | undefined, next: ChannelHealth) {
      const condition =
        before === undefined
          ? "attribute_not_exists(pk)"
          : "#record.#triedAt = :triedAt AND #record.#by.#runId = :run AND #record.#by.#attempt = :attempt";
      const values = { triedAt: before?.triedAt, run: before?.by.runId, attempt: before?.by.attempt };
      const item = { ...healthKey(workspaceId, id), record: health.parse(next) };
      return (await store.put(item, condition, values)).outcome === "written";
    },
  };
}
export type AlertChannels = ReturnType<typeof createAlertChannels>;
export type AlertChannelWritten = SettingWritten<AlertChannel>;

function isSame(a: AlertChannel, b: AlertChannel): boolean {
  const textOf = ({ name, kind, url, secretName, to, locale, fallbackId, changedBy }: AlertChannel) =>
    JSON.stringify([name, kind, url, secretName, to, locale, fallbackId, changedBy.id]);
  return textOf(a) === textOf(b);
}
