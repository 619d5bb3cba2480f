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

/** Rows that come or go in one frame: drawing as many takes a browser well below 50 ms. */
export const stepRows = 9;

/**
 * The next rows to draw on the way from `before` to `rows`: at most a step comes, the nearest first, and only once all have
 * come a step goes, the farthest first. A list that begins anew is its rows at once; what has arrived is `rows` itself.
 */
export function stepTowards<Item extends Row>(
  before: readonly Item[],
  rows: readonly Item[],
  step = stepRows,
): readonly Item[] {
  const [known, wanted] = [new Set(before.map(({ id }) => id)), new Set(rows.map(({ id }) => id))];
  const kept = before.filter(({ id }) => wanted.has(id)).length;
  if (kept === 0) return rows;
  const isKnown = ({ id }: Row) => known.has(id);
  const isWanted = ({ id }: Row) => wanted.has(id);
  const [top, bottom] = [rows.findIndex(isKnown), rows.findLastIndex(isKnown) + 1];
  const going = [
    before.slice(0, before.findIndex(isWanted)),
    before.slice(before.findLastIndex(isWanted) + 1),
  ] as const;
  const shared = rows.slice(top, bottom);
  if (top === 0 && bottom === rows.length) {
    const left = [going[0].slice(step), going[1].slice(0, -step)] as const;
    return left[0].length + left[1].length === 0 ? rows : [...left[0], ...shared, ...left[1]];
  }
  // Rows of which some come where others go have not moved.
  if ((top > 0 && going[0].length > 0) || (bottom < rows.length && going[1].length > 0)) return rows;
  const drawn = rows.slice(Math.max(0, top - step), bottom + step);
  return drawn.length === rows.length && going[0].length + going[1].length === 0
    ? rows
    : [...going[0], ...drawn, ...going[1]];
}
