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

/**
 * The rows of a list that moves, and around them those of before that go: rows come at one end while others go at the
 * other. A list that does not move, or that has no row of before, is its rows.
 */
export function withGoing<Item extends Row>(before: readonly Item[], rows: readonly Item[]): readonly Item[] {
  const ids = new Set(rows.map(({ id }) => id));
  const first = before.findIndex(({ id }) => ids.has(id));
  if (first < 0) return rows;
  const going = [before.slice(0, first), before.slice(before.findLastIndex(({ id }) => ids.has(id)) + 1)] as const;
  const isMoving = rows[0]?.id !== before[first]?.id || rows.at(-1)?.id !== before.at(-1 - going[1].length)?.id;
  return isMoving && going.some((end) => end.length > 0) ? [...going[0], ...rows, ...going[1]] : rows;
}
