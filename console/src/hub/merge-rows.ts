interface Row {
  readonly id: string;
}
interface Page<Item extends Row> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/**
 * The rows to show once a list was asked for again: those that are shown keep their place and become what they are
 * now, those that have left the list go, and what has come is only counted, so that no row jumps below a pointer.
 *
 * A row that is older than the last of the answer may have been pushed off its page; it stays as it was last seen.
 * Ids grow with time, and a list is ordered by them, newest first.
 */
export function mergeRows<Item extends Row>(
  shown: readonly Item[],
  { items, nextCursor }: Page<Item>,
): { readonly rows: readonly Item[]; readonly arrived: readonly Item[] } {
  const answered = new Map(items.map((item) => [item.id, item]));
  const last = items.at(-1)?.id;
  const isBeyond = ({ id }: Row) => nextCursor !== null && last !== undefined && id < last;
  const rows = shown.flatMap((row) => {
    const now = answered.get(row.id);
    if (now !== undefined) return [now];
    return isBeyond(row) ? [row] : [];
  });
  const known = new Set(shown.map(({ id }) => id));
  return { rows, arrived: items.filter(({ id }) => !known.has(id)) };
}
