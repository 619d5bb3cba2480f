import type { Access } from "../../../shared/access/access-store.ts";
import { readNotification } from "../../../shared/contract/caller-routes.ts";
import type { Notifications } from "../../../shared/records/notifications.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { canSeeNotification, type PresentNotifications } from "../../representations/notification.ts";

interface Dependencies {
  readonly access: Pick<Access, "enterWorkspace">;
  readonly notifications: Pick<Notifications, "find" | "markRead">;
  readonly presentNotifications: PresentNotifications;
}

/** Marks one of the caller's notifications as read. Idempotent: the first read time is kept. */
export const readNotificationEndpoint = ({ access, notifications, presentNotifications }: Dependencies) =>
  actionEndpoint(readNotification, async ({ caller, locale, param }) => {
    const id = param("id");
    const userId = initiatorOf(caller).id;
    const found = await notifications.find(userId, id);
    const member = found && (await access.enterWorkspace(caller.sub, found.workspaceId));
    if (found === undefined || member === undefined || !canSeeNotification([member], found)) throw notFound();

    const read = found.readAt === undefined ? await notifications.markRead(userId, id) : found;
    const [body] = read === undefined ? [] : await presentNotifications([read], [member], locale);
    if (body === undefined) throw notFound();
    return { status: 200, body };
  });
