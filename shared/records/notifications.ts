import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import { ttlAttribute, userKey } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import { isPlatformInitiated, type Run } from "../run/run.ts";

/** Notifications stand in the partition of the person they are for, in the order of the ends they tell of. */
const prefix = "NOTE#";

/** Ids only: texts are built from the run when they are read, so they are never calmer than the run. */
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
  /** When the run ended and which it was: the same end always has the same id. */
  readonly id: string;
}

export interface NotificationPage {
  readonly notifications: readonly Notification[];
  /** Give it as `before` for the next page; absent at the end. */
  readonly nextBefore?: string;
  /** Counted among the newest; capped when there are older ones that were not looked at. */
  readonly unread: { readonly value: number; readonly capped: boolean };
}

/** One request examines so many notifications at a time, and no more pages than this for one list. */
const lastKey = z.object({ sk: z.string() }).optional();
const pageNotifications = 200;
const pagesMax = 10;
const secondsPerDay = 86_400;

/**
 * Adds notifications. `retentionDays` after the end of its run one is not shown any more, and may be removed by the
 * table itself.
 */
export function createNotificationRecorder({
  retentionDays,
  ...target
}: StoreTarget & { readonly retentionDays: number }) {
  const store = createStore(target);
  return {
    /**
     * Notifies the initiator of a run's end, once: the key comes from the run, so the same end again changes
     * nothing, not even whether it was read. Runs that the platform started notify no user.
     */
    async record(run: Run): Promise<void> {
      const { id: runId, initiator, workspaceId, environmentId, completedAt } = run;
      if (isPlatformInitiated(run) || completedAt === undefined) return;
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

/** The notifications of one person, who is named as their runs name them (`initiator.id`). */
export function createNotifications({ clock, ...target }: StoreTarget & { readonly clock: Clock }) {
  const store = createStore(target);
  const nowSeconds = () => Math.floor(clock.now().getTime() / 1000);

  /** What is stored, unless it is past its time. */
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
    /** The newest first, without those that their reader may not see now; those are not counted either. */
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

    /** One of a person's own; undefined for any other, whatever the reason. */
    async find(userId: string, id: string): Promise<Notification | undefined> {
      if (!idForm.test(id)) return undefined;
      const item = await store.get(notificationKey(userId, id));
      return item === undefined ? undefined : parse(item)[0];
    },

    /** Marks one as read; the first time counts. Undefined when there is none. */
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
