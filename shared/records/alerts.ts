import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import { batchGet } from "../ledger/batch-get.ts";
import type { Item } from "../ledger/item.ts";
import { alertKey, alertPartition, timelinePartition, ttlAttribute } from "../ledger/keys.ts";
import { createStore, type ItemOutcome, type StoreTarget } from "../ledger/store.ts";
import type { Part } from "../ledger/write-together.ts";
import { type Alert, type AlertFacts, alert, type Notice, type SentNotice, type Snooze } from "../run/alert.ts";
import { createOpenAlertKeys } from "./open-alert-keys.ts";

/** Days for which a closed alert is kept. */
export const closedAlertDays = 90;

const sortKeyBytesMax = 1024;

/** The part that an evaluation read, and on which its write depends. */
export type AlertRead = Pick<Alert, "workspaceId" | "key" | "seq" | "rev">;

const asRead = "#seq = :seq AND #rev = :rev";

/** Alerts of a workspace; not whole when some were not read, or can be read by a newer release only. */
export interface FoundAlerts {
  readonly alerts: readonly Alert[];
  readonly isWhole: boolean;
}

/** Alerts: one item for each cause, in the order of its openings. */
export function createAlerts(target: StoreTarget) {
  const store = createStore(target);
  const keys = createOpenAlertKeys(target);

  const update = (
    { workspaceId, key, seq, rev }: AlertRead,
    { change, condition, values = {} }: { readonly change: string; readonly condition: string; readonly values?: Item },
  ) =>
    store
      .update(alertKey(workspaceId, key), change, condition, { ...values, seq, rev, next: rev + 1 })
      .then(alertOfOutcome);

  return {
    /**
     * A consistent read. The table takes no longer key, so that none is stored with it. Undefined also for an alert that
     * only a newer release can read: no write of this one replaces it.
     */
    async find(workspaceId: string, key: string): Promise<Alert | undefined> {
      if (Buffer.byteLength(key) > sortKeyBytesMax) return undefined;
      const item = await store.get(alertKey(workspaceId, key));
      return item === undefined ? undefined : readAlert(item);
    },

    /** Every stored alert, the newest opening first. */
    async findAll(workspaceId: string): Promise<FoundAlerts> {
      const { items, isWhole } = await keys.findAll(workspaceId);
      const found = alertsIn(items, isWhole);
      return { ...found, alerts: found.alerts.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1)) };
    },

    /** Every alert that is open or still owes a message. Index and items lag, so each is read again before a write. */
    async findListed(workspaceId: string): Promise<FoundAlerts> {
      const found = await keys.findListed(workspaceId);
      const items = await batchGet(
        { ...target, isConsistent: false },
        found.keys.map((key) => alertKey(workspaceId, key)),
      );
      const listed = alertsIn(items, found.isWhole);
      return { ...listed, alerts: listed.alerts.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
    },

    /** Opens an alert whose key has none. The seconds of the store's time are above every earlier number of the key. */
    async openNew(workspaceId: string, key: string, opened: Opened, now: Date): Promise<Alert | undefined> {
      const item = {
        ...alertKey(workspaceId, key),
        ...{ state: "open", seq: epochSeconds(now, 0), version: 1, rev: 1, sent: {}, openedAt: now.toISOString() },
        ...listing(workspaceId, key, opened.facts),
        channelIds: opened.channelIds,
        record: { workspaceId, ...opened.facts },
      };
      return alertOfOutcome(await store.put(item, "attribute_not_exists(pk)"));
    },

    /** Opens a closed alert again. */
    openAgain: (read: AlertRead, opened: Opened, now: Date) =>
      update(read, {
        change:
          "SET #state = :open, #seq = :nextSeq, #version = :one, #rev = :next, #openedAt = :now, #record = :record, " +
          "#channelIds = :channelIds, #workspaceKey = :workspaceKey, #openKey = :openKey " +
          `REMOVE #closedAt, #closeProof, #snooze, #${ttlAttribute}`,
        condition: `#state = :closed AND ${asRead}`,
        values: {
          ...{ open: "open", closed: "closed", one: 1, nextSeq: read.seq + 1, now: now.toISOString() },
          ...listing(read.workspaceId, read.key, opened.facts),
          channelIds: opened.channelIds,
          record: { workspaceId: read.workspaceId, ...opened.facts },
        },
      }),

    /** Stores what was read of the cause; a higher version is sent again. */
    change: (read: AlertRead, opened: Opened, version: number) =>
      update(read, {
        change: "SET #record = :record, #channelIds = :channelIds, #version = :version, #rev = :next",
        condition: `#state = :open AND ${asRead}`,
        values: {
          ...{ open: "open", channelIds: opened.channelIds, version },
          record: { workspaceId: read.workspaceId, ...opened.facts },
        },
      }),

    /** Closes an alert, from the facts that its proof was compared with. It stays listed while a message is owed. */
    close: (read: AlertRead, closeProof: Alert["closeProof"], now: Date) =>
      update(read, {
        change: "SET #state = :closed, #closedAt = :now, #closeProof = :closeProof, #rev = :next",
        condition: `#state = :open AND ${asRead}`,
        values: { open: "open", closed: "closed", now: now.toISOString(), closeProof },
      }),

    /** Takes a closed alert that owes nothing out of the list. Only then its time begins to run out. */
    unlist: (read: AlertRead, now: Date) =>
      update(read, {
        change: `SET #rev = :next, #${ttlAttribute} = :expiry REMOVE #openKey, #workspaceKey`,
        condition: `#state = :closed AND ${asRead}`,
        values: { closed: "closed", expiry: epochSeconds(now, closedAlertDays * 86_400) },
      }),

    /** Notes that the first message of an opening is about to be sent. */
    async markOpening({ workspaceId, key, seq, version, sent: before }: Alert, channelId: string) {
      const { condition, values } = sentAsRead(channelId, before[channelId]);
      const write = await store.update(
        alertKey(workspaceId, key),
        `SET #sent.#${channelId} = :sent`,
        `#state = :open AND #seq = :seq AND ${condition}`,
        { ...values, open: "open", seq, sent: { seq, version, state: "opening" } },
      );
      return alertOfOutcome(write);
    },

    /** Stores what a channel was sent, from what was stored before: it never goes back. */
    async recordSent({ workspaceId, key, sent: before }: Alert, channelId: string, now: Notice) {
      const { condition, values } = sentAsRead(channelId, before[channelId]);
      const write = await store.update(
        alertKey(workspaceId, key),
        `SET #sent.#${channelId} = :sent`,
        `attribute_exists(pk) AND ${condition}`,
        { ...values, sent: now },
      );
      return alertOfOutcome(write);
    },

    /** Snoozes an opening, as part of the transaction that also records who did. */
    snoozePart: ({ workspaceId, key }: Alert, wanted: Snooze): Part => ({
      key: alertKey(workspaceId, key),
      change: "SET #snooze = :snooze",
      condition: "#state = :open AND #seq = :seq",
      values: { snooze: wanted, open: "open", seq: wanted.seq },
    }),
  };
}
export type Alerts = ReturnType<typeof createAlerts>;

/** What an evaluation found. */
export interface Opened {
  readonly facts: AlertFacts;
  readonly channelIds: readonly string[];
}

const listing = (workspaceId: string, key: string, { environmentId }: AlertFacts) => ({
  workspaceKey: timelinePartition(workspaceId),
  openKey: `L#${environmentId ?? "-"}#${key}`,
});

function sentAsRead(channelId: string, before: SentNotice | undefined) {
  if (before === undefined) return { condition: `attribute_not_exists(#sent.#${channelId})`, values: {} };
  return { condition: `#sent.#${channelId} = :before`, values: { before } };
}

const stored = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  record: z.looseObject({}),
  openKey: z.string().optional(),
});

/** The alert of an item; undefined for one that only a newer release can read. */
function readAlert(item: Item): Alert | undefined {
  const { pk, sk, record, openKey, ...rest } = stored.parse(item);
  const workspaceId = pk.slice(alertPartition("").length);
  return alert.safeParse({ ...rest, workspaceId, key: sk, facts: record, isListed: openKey !== undefined }).data;
}

/** The alerts of these items. One that cannot be read stops no other, and the list says that it is not whole. */
function alertsIn(items: readonly Item[], isWhole: boolean): FoundAlerts {
  const alerts = items.map(readAlert).filter((one) => one !== undefined);
  return { alerts, isWhole: isWhole && alerts.length === items.length };
}

/** The alert as written; undefined when the write was refused, because another one came first. */
const alertOfOutcome = ({ outcome, item }: ItemOutcome): Alert | undefined =>
  outcome === "written" && item !== undefined ? readAlert(item) : undefined;
