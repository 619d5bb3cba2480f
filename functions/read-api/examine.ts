/** So many runs are looked at in one go: as many as one batch read takes. */
export const stepRunsMax = 100;
/** One request looks at four times as many, and then answers with what it has. */
const stepsMax = 4;

/** Ids of runs, newest first, from below an id; `nextBefore` is where to go on, absent at the end. */
export interface Source {
  next(before: string | undefined, count: number): Promise<{ ids: readonly string[]; nextBefore?: string | undefined }>;
}

interface Wish<Row> {
  readonly source: Source;
  /** The rows among these ids, in their order. */
  readonly rowsOf: (ids: readonly string[]) => Promise<readonly Row[]>;
  /** Where a page goes on that ends with this row. */
  readonly positionOf: (row: Row) => string;
  readonly before: string | undefined;
  readonly limit: number;
  /** How many runs a step looks at: the limit itself when every run is a row. */
  readonly stepRuns: number;
}

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly nextBefore?: string | undefined;
}

/**
 * One page of those runs that are rows. It goes out as soon as a step has found some, so what it costs depends
 * neither on how many runs there are nor on how few of them are rows; it may be short, or empty, and not the last.
 */
export async function examine<Row>(wish: Wish<Row>): Promise<RowPage<Row>> {
  let { before } = wish;
  for (let step = 0; step < stepsMax; step++) {
    const { ids, nextBefore } = await wish.source.next(before, wish.stepRuns);
    const rows = await wish.rowsOf(ids);
    const last = rows[wish.limit - 1];
    if (last !== undefined && rows.length > wish.limit) {
      return { rows: rows.slice(0, wish.limit), nextBefore: wish.positionOf(last) };
    }
    if (rows.length > 0 || nextBefore === undefined) return { rows, nextBefore };
    before = nextBefore;
  }
  return { rows: [], nextBefore: before };
}
