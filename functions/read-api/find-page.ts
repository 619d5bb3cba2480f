/** Runs scanned per step: as many as one batch read returns. */
export const stepRunsMax = 100;
/** Steps per request. After that the page is returned as it is. */
const stepsMax = 4;

/** Ids of runs, newest first, below an id. `nextBefore` is the continuation, absent at the end. */
export interface Source {
  next(before: string | undefined, count: number): Promise<{ ids: readonly string[]; nextBefore?: string | undefined }>;
}

interface PageRequest<Row> {
  readonly source: Source;
  /** The rows of those ids that match, in their order. */
  readonly rowsOf: (ids: readonly string[]) => Promise<readonly Row[]>;
  /** The continuation of a page that ends with this row. */
  readonly positionOf: (row: Row) => string;
  readonly before: string | undefined;
  readonly limit: number;
  /** Runs scanned per step: the limit itself when every run matches. */
  readonly stepRuns: number;
}

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly nextBefore?: string | undefined;
}

/**
 * Finds one page of matching runs. It returns after the first step with a match, so its cost depends neither on the
 * number of runs nor on the share that matches. A page may be short or empty and still have a continuation.
 */
export async function findPage<Row>(request: PageRequest<Row>): Promise<RowPage<Row>> {
  let { before } = request;
  for (let step = 0; step < stepsMax; step++) {
    const { ids, nextBefore } = await request.source.next(before, request.stepRuns);
    const rows = await request.rowsOf(ids);
    const last = rows[request.limit - 1];
    if (last !== undefined && rows.length > request.limit) {
      return { rows: rows.slice(0, request.limit), nextBefore: request.positionOf(last) };
    }
    if (rows.length > 0 || nextBefore === undefined) return { rows, nextBefore };
    before = nextBefore;
  }
  return { rows: [], nextBefore: before };
}
