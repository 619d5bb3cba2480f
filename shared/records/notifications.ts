import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { ttlAttribute, userKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { isPlatformInitiated, isScheduled, type Run } from "../run/run.ts";

/** Notifications are stored in the recipient's partition, ordered by the end of their run. */
const prefix = "NOTE#";

/** Ids only: texts are built from the run when they are read, so they always match its current state. */
const record = z.object({
  runId: z.string(),
  workspaceId: z.string(),
  environmentId: z.string().nullable(),
  completedAt: z.string(),
  readAt: z.string().optional(),
});
const storedNotification = z.looseObject({ sk: z.string(), record, [ttlAttribute]: z.number() });

/** The end of a run, for its initiator. */
export interface Notification extends z.infer<typeof record> {
  /** The end time and id of the run, so that the same end always has the same id. */
  readonly id: string;
}

export interface NotificationPage {
  readonly notifications: readonly Notification[];
  /** Pass it as `before` for the next page; absent at the end. */
  readonly nextBefore?: string;
  /** Counted among the newest; capped when older notifications were not examined. */
  readonly unread: { readonly value: number; readonly capped: boolean };
}

/** Limits of one list: notifications examined per request, and pages per list. */
const lastKey = z.object({ sk: z.string() }).optional();
const pageNotifications = 200;
const pagesMax = 10;
const secondsPerDay = 86_400;

/**
 * Adds notifications. `retentionDays` after the end of its run, a notification is hidden and may be deleted by the
 * table's TTL.
 */
export function createNotificationRecorder({
  retentionDays,
  ...target
}: StoreTarget & { readonly retentionDays: number }) {
  const store = createStore(target);
  return {
    /**
     * Notifies the initiator of a run's end. Idempotent: the key derives from the run, so a repeat does not even
     * reset the read state. Runs that the platform started notify no user, and scheduled ones only if they did not
     * succeed: their owner started none of them.
     */
    async record(run: Run): Promise<void> {
      const { id: runId, initiator, workspaceId, environmentId, completedAt } = run;
      if (isPlatformInitiated(run) || completedAt === undefined) return;
      if (isScheduled(run) && run.outcome === "succeeded") return;
      // The end of the wave notifies the person who started it, once.
      if (initiator.waveId !== undefined) return;
      const expiry = Math.floor(Date.parse(completedAt) / 1000) + retentionDays * secondsPerDay;
      await store.put(
        {
          ...notificationKey(initiator.id, idOf(runId, completedAt)),
          record: record.parse({ runId, workspaceId, environmentId, completedAt }),
          [ttlAttribute]: expiry,
        },
        "attribute_not_exists(pk)",
      );
    },
  };
}
export type NotificationRecorder = ReturnType<typeof createNotificationRecorder>;

/** The notifications of one user, identified like the initiator of their runs (`initiator.id`). */
export function createNotifications({ clock, ...target }: StoreTarget & { readonly clock: Clock }) {
  const store = createStore(target);
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);

  /** The stored notification, unless its retention has expired. */
  function parse(item: unknown): Notification[] {
    const stored = storedNotification.parse(item);
    if (stored[ttlAttribute] <= nowSeconds()) return [];
    return [{ id: stored.sk.slice(prefix.length), ...stored.record }];
  }

  async function query(userId: string, after: string | undefined) {
    const answer = await target.client.send(
      new QueryCommand({
        TableName: target.tableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": userKey(userId, "").pk, ":prefix": prefix },
        ScanIndexForward: false,
        Limit: pageNotifications,
        ConsistentRead: true,
        ...(after !== undefined && { ExclusiveStartKey: notificationKey(userId, after) }),
      }),
    );
    const last = lastKey.parse(answer.LastEvaluatedKey);
    return { found: (answer.Items ?? []).flatMap(parse), last: last?.sk.slice(prefix.length) };
  }

  return {
    /**
     * The newest first, without notifications that their reader may not see at present; these are not counted either.
     */
    async list(of: {
      readonly userId: string;
      readonly isVisible: (notification: Notification) => boolean;
      readonly before?: string | undefined;
      readonly limit: number;
    }): Promise<NotificationPage> {
      const [newest, first] = await Promise.all([
        query(of.userId, undefined),
        of.before === undefined ? undefined : query(of.userId, of.before),
      ]);
      const isUnread = (one: Notification) => one.readAt === undefined && of.isVisible(one);
      const unread = { value: newest.found.filter(isUnread).length, capped: newest.last !== undefined };

      const notifications: Notification[] = [];
      let page = first ?? newest;
      for (let pages = 1; ; pages++) {
        notifications.push(...page.found.filter(of.isVisible));
        const final = notifications[of.limit - 1];
        if (notifications.length > of.limit && final !== undefined) {
          return { notifications: notifications.slice(0, of.limit), nextBefore: final.id, unread };
        }
        if (page.last === undefined) return { notifications, unread };
        if (pages === pagesMax) return { notifications, nextBefore: page.last, unread };
        page = await query(of.userId, page.last);
      }
    },

    /** A notification of this user; undefined for any other, whatever the reason. */
    async find(userId: string, id: string): Promise<Notification | undefined> {
      if (!idForm.test(id)) return undefined;
      const item = await store.get(notificationKey(userId, id));
      return item === undefined ? undefined : parse(item)[0];
    },

    /** Marks a notification as read; the first read time is kept. Undefined when it does not exist. */
    async markRead(userId: string, id: string): Promise<Notification | undefined> {
      const write = await store.update(
        notificationKey(userId, id),
        "SET #record.#readAt = if_not_exists(#record.#readAt, :readAt)",
        "attribute_exists(pk)",
        { readAt: clock.now().toISOString() },
      );
      return write.outcome === "written" ? parse(write.item)[0] : undefined;
    },
  };
}
export type Notifications = ReturnType<typeof createNotifications>;

const idForm = /^\d{13}\.[0-9A-HJKMNP-TV-Z]{26}$/;
const idOf = (runId: string, completedAt: string) => `${String(Date.parse(completedAt)).padStart(13, "0")}.${runId}`;
const notificationKey = (userId: string, id: string) => userKey(userId, `${prefix}${id}`);
