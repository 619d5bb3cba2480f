import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { listNotifications, readNotification } from "../../../shared/contract/caller-routes.ts";
import type { ApiError } from "../api/client.ts";
import type { AnswerOf } from "../api/route-types.ts";
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
    client.write<typeof readNotification>("POST", "/api/notifications/{id}/read", { parameters: { id } });
  return useMutation<void, ApiError>({
    async mutationFn() {
      let cursor: string | undefined;
      do {
        const page: NotificationPage = await client.read<typeof listNotifications>(
          "/api/notifications",
          {},
          { limit: pageSize, cursor },
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
