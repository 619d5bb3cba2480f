import { useEffect, useState } from "react";
import { type MergedRows, mergeRows } from "./merge-rows.ts";
import type { RunPage } from "./use-run-pages.ts";

type Row = RunPage["items"][number];

/** Rows that newer ones have pushed off the pages that are read are followed so far down a list and no further. */
const followedRowsMax = 200;

/** The rows of a list as they are shown: in place until somebody asks for what has come, with older ones on demand. */
export function useHeldRows(page: RunPage, loadOlder: () => void) {
  const [held, setHeld] = useState<MergedRows<Row> & { readonly page: RunPage }>({
    page,
    rows: page.items,
    arrived: [],
  });
  // What was shown at one answer decides what is shown at the next.
  const shown = held.page === page ? held : { page, ...mergeRows(held.rows, page) };
  if (shown !== held) setHeld(shown);
  const { rows, arrived } = shown;

  const isCut = (rows.at(-1)?.id ?? "") < (page.items.at(-1)?.id ?? "") && page.items.length < followedRowsMax;
  const isFollowed = isCut && page.nextCursor !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that still ends too early asks for one more.
  useEffect(() => {
    if (isFollowed) loadOlder();
  }, [isFollowed, page]);

  return {
    rows,
    arrived,
    showArrived() {
      const answered = new Set(page.items.map(({ id }) => id));
      setHeld({ page, rows: [...page.items, ...rows.filter(({ id }) => !answered.has(id))], arrived: [] });
    },
  };
}
