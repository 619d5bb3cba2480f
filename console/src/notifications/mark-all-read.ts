import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { listNotifications, readNotification } from "../../../shared/contract/caller-routes.ts";
import type { ApiError } from "../api/client.ts";
import { type AnswerOf, addressOf } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";

type NotificationPage = AnswerOf<typeof listNotifications>;

const pageSize = "100";
const writesAtOnce = 5;

/**
 * Marks the reader's unread notifications as read, page by page, the newest first. What was marked before an error
 * stays marked; repeating continues with the rest.
 */
export function useMarkAllRead() {
  const client = useClient();
  const queries = useQueryClient();
  const markRead = (id: string) =>
    client.write<AnswerOf<typeof readNotification>>(addressOf("/api/notifications/{id}/read", { id }), {
      method: "POST",
    });
  return useMutation<void, ApiError>({
    async mutationFn() {
      let cursor: string | undefined;
      do {
        const page = await client.read<NotificationPage>(
          addressOf("/api/notifications", {}, { limit: pageSize, cursor }),
        );
        const unread = page.items.filter(({ readAt }) => readAt === null);
        for (let start = 0; start < unread.length; start += writesAtOnce) {
          await Promise.all(unread.slice(start, start + writesAtOnce).map(({ id }) => markRead(id)));
        }
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
    },
    onSettled: () => queries.invalidateQueries(),
  });
}
