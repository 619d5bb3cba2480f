import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { listNotifications } from "../../../shared/contract/caller-routes.ts";
import type { notificationPage } from "../../../shared/contract/notifications.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { Notifications } from "../../../shared/records/notifications.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { canSeeNotification, type PresentNotifications } from "../../representations/notification.ts";
import type { Cursors } from "../cursor.ts";

interface Dependencies {
  readonly access: Pick<Access, "findStanding">;
  readonly notifications: Pick<Notifications, "list">;
  readonly presentNotifications: PresentNotifications;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** Notifications about ended runs that the caller started, in environments that they still see. */
export const listNotificationsEndpoint = ({
  access,
  notifications,
  presentNotifications,
  cursors,
  clock,
}: Dependencies) =>
  readEndpoint(listNotifications, async ({ caller, locale, query }) => {
    const use = { caller: caller.sub, route: listNotifications.name, workspaceId: "", filter: {} };
    const before = await cursors.open(use, query.cursor);
    const { members } = await access.findStanding(caller.sub);

    const page = await notifications.list({
      userId: initiatorOf(caller).id,
      isVisible: (notification) => canSeeNotification(members, notification),
      before,
      limit: query.limit,
    });
    const body: z.input<typeof notificationPage> = {
      items: await presentNotifications(page.notifications, members, locale),
      appliedFilters: { initiator: "me" },
      nextCursor: await cursors.seal(use, page.nextBefore),
      unread: page.unread,
      polling: { intervalSeconds: null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
