import type { RunAnswer } from "../../../shared/contract/runs.ts";

interface Page {
  readonly items: readonly RunAnswer[];
  readonly nextCursor: string | null;
}

/** A file of so many runs still opens in a spreadsheet. */
const runsMax = 10_000;

/** The runs of a list, page by page, up to the most that a file holds. `read` reads the page after a cursor. */
export async function runsOfList(read: (cursor: string | undefined) => Promise<Page>) {
  const runs: RunAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    runs.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && runs.length < runsMax);
  return { runs, isWhole: cursor === undefined };
}
