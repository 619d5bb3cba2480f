interface Row {
  readonly id: string;
}
interface Page<Item extends Row> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface MergedRows<Item extends Row> {
  readonly rows: readonly Item[];
  /** What has come among or above the rows. */
  readonly arrived: readonly Item[];
}

/**
 * The rows to show once a list was asked for again: those that are shown keep their place and become what they are
 * now, those that have left the list go, and what has come is only counted, so that no row jumps below a pointer.
 * Below the last row nothing can jump: what comes there is shown at once.
 *
 * A row that is older than the last of the answer may have been pushed off its pages; it stays as it was last seen.
 * Ids grow with time, and a list is ordered by them, newest first.
 */
export function mergeRows<Item extends Row>(
  shown: readonly Item[],
  { items, nextCursor }: Page<Item>,
): MergedRows<Item> {
  const answered = new Map(items.map((item) => [item.id, item]));
  const last = items.at(-1)?.id;
  const isBeyond = ({ id }: Row) => nextCursor !== null && last !== undefined && id < last;
  const rows = shown.flatMap((row) => {
    const now = answered.get(row.id);
    if (now !== undefined) return [now];
    return isBeyond(row) ? [row] : [];
  });
  const known = new Set(shown.map(({ id }) => id));
  const come = items.filter(({ id }) => !known.has(id));
  const lowest = rows.at(-1)?.id;
  const isBelow = ({ id }: Row) => lowest === undefined || id < lowest;
  return { rows: [...rows, ...come.filter(isBelow)], arrived: come.filter((item) => !isBelow(item)) };
}
