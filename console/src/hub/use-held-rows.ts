import { useEffect, useState } from "react";
import { type MergedRows, mergeRows } from "./merge-rows.ts";
import { heldPagesOf, pageRows, type ReadPages } from "./use-run-pages.ts";

type Row = ReadPages["items"][number];

/** The visible rows of a list: stable until the reader shows new ones, with older ones on demand. */
export function useHeldRows(page: ReadPages, loadOlder: () => void) {
  const [held, setHeld] = useState<Held>({
    page,
    rows: page.items,
    arrived: [],
  });
  // The rows of the previous answer determine those of the next one.
  const shown = held.page === page ? held : nextOf(held, page);
  if (shown !== held) setHeld(shown);
  const { rows, arrived } = shown;

  // A page more than are held would drop the newest one.
  const followedRowsMax = heldPagesOf(window.innerHeight) * pageRows;
  const isCut = (rows.at(-1)?.id ?? "") < (page.items.at(-1)?.id ?? "") && page.items.length < followedRowsMax;
  const isFollowed = isCut && page.nextCursor !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that still ends too early requests one more.
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

type Held = MergedRows<Row> & { readonly page: ReadPages };

/** Pages that go or come above, because the list was scrolled, are no new runs. */
function nextOf(held: Held, page: ReadPages): Held {
  return held.page.from === page.from
    ? { page, ...mergeRows(held.rows, page) }
    : { page, rows: page.items, arrived: [] };
}
