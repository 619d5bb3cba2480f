interface Row {
  readonly id: string;
}
interface Page<Item extends Row> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

export interface MergedRows<Item extends Row> {
  readonly rows: readonly Item[];
  /** New rows between or above the shown ones. */
  readonly arrived: readonly Item[];
}

/**
 * Merges the shown rows with a new answer. Shown rows keep their place and are updated, removed rows disappear, and
 * new rows are only counted, so that no row moves under the pointer. Rows below the last one cannot cause that and
 * appear at once.
 * A row older than the last one of the answer may have been pushed off its pages; it is kept unchanged. Lists are
 * ordered by id, newest first.
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
