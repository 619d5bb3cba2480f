import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type * as z from "zod";
import type { runPage } from "../../../shared/contract/hub.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import { useClient } from "../api/use-api.ts";
import { mergeRows } from "./merge-rows.ts";

type RunPage = z.infer<typeof runPage>;

/** The rows of a list as they are shown: in place until somebody asks for what has come, with older ones on demand. */
export function useHeldRows(page: RunPage, address: string) {
  const client = useClient();
  const [held, setHeld] = useState<readonly RunAnswer[]>(page.items);
  const [olderCursor, setOlderCursor] = useState(page.nextCursor);
  const { rows, arrived } = mergeRows(held, page);
  // A list that shows nothing has nothing that could jump.
  const isEmpty = rows.length === 0;
  useEffect(() => {
    if (!isEmpty) return;
    setHeld(page.items);
    setOlderCursor(page.nextCursor);
  }, [isEmpty, page]);

  const older = useMutation({
    mutationFn: (cursor: string) => {
      const separator = address.includes("?") ? "&" : "?";
      return client.read<RunPage>(`${address}${separator}cursor=${encodeURIComponent(cursor)}`);
    },
    onSuccess(answer) {
      setHeld([...rows, ...answer.items]);
      setOlderCursor(answer.nextCursor);
    },
  });
  return {
    rows,
    arrived,
    hasOlder: olderCursor !== null,
    isLoadingOlder: older.isPending,
    loadOlder: () => olderCursor !== null && older.mutate(olderCursor),
    showArrived() {
      const kept = new Set(page.items.map(({ id }) => id));
      setHeld([...page.items, ...rows.filter(({ id }) => !kept.has(id))]);
    },
  };
}
