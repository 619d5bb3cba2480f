import type { Access } from "../../../shared/access/access-store.ts";
import { readNotification } from "../../../shared/contract/caller-routes.ts";
import { notFound } from "../../../shared/errors.ts";
import type { Notifications } from "../../../shared/records/notifications.ts";
import { initiatorOf } from "../../middleware/caller.ts";
import { actionEndpoint } from "../../middleware/endpoint.ts";
import { mayHear, type TellNotifications } from "../../middleware/notification-answer.ts";

interface Parts {
  readonly access: Pick<Access, "enterWorkspace">;
  readonly notifications: Pick<Notifications, "find" | "markRead">;
  readonly tellNotifications: TellNotifications;
}

/** Marks a notification of the caller's as read. Again changes nothing: the first time counts. */
export const readNotificationEndpoint = ({ access, notifications, tellNotifications }: Parts) =>
  actionEndpoint(readNotification, async ({ caller, locale, param }) => {
    const id = param("id");
    const userId = initiatorOf(caller).id;
    const found = await notifications.find(userId, id);
    const member = found && (await access.enterWorkspace(caller.sub, found.workspaceId));
    if (found === undefined || member === undefined || !mayHear([member], found)) throw notFound();

    const read = found.readAt === undefined ? await notifications.markRead(userId, id) : found;
    const [body] = read === undefined ? [] : await tellNotifications([read], [member], locale);
    if (body === undefined) throw notFound();
    return { status: 200, body };
  });
