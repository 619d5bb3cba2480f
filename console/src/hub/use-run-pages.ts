import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type * as z from "zod";
import type { runPage } from "../../../shared/contract/hub.ts";
import type { listRuns } from "../../../shared/contract/operation-routes.ts";
import type { ApiError } from "../api/client.ts";
import { addressOf, type Query } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";

export type RunPage = z.infer<typeof runPage>;

const path: (typeof listRuns)["path"] = "/api/workspaces/{ws}/operations";

/** Rows per page. */
export const pageRows = 25;
/** Limit of automatically loaded pages: each poll reloads every page of the list. */
const filledPagesMax = 4;
/** The least height of a page of rows, and from how far an end of the list is continued, in pixels. */
const pageHeight = 750;
/** Pages of a filtered list are short: as many of them may be held as are few rows. */
const heldPagesMax = 8;
export const aheadPixels = 400;

/**
 * Pages held at once. While a list is scrolled, pages come at one end and go at the other, so that its length costs
 * nothing. Each swap draws all held rows again, so there are no more than the window needs: once a page has gone at one
 * end, that end is still farther away than the distance from which it is continued.
 */
export const heldPagesOf = (windowHeight: number): number =>
  Math.min(heldPagesMax, Math.max(4, Math.ceil((windowHeight + 3 * aheadPixels) / pageHeight) + 1));

/** Where a page begins, and where the one before it does; the newest page begins nowhere. */
interface PlaceOfPage {
  readonly cursor: string | undefined;
  readonly before: PlaceOfPage | undefined;
}

/**
 * The loaded pages of a run list. Each poll reloads all of them, so that no row becomes outdated.
 * A page of a filtered list may be short without being the last, because the API limits the runs it examines. Short
 * lists load further pages automatically, up to four.
 */
export function useRunPages(ws: string, narrowing: Query) {
  const filter = { ...narrowing, limit: String(pageRows) };
  const client = useClient();
  const queries = useQueryClient();
  const queryKey = [addressOf(path, { ws }, filter), "pages"];
  const held = queries.getQueryData<InfiniteData<RunPage>>(queryKey)?.pages ?? [];
  const isAnyShort = held.some(({ items }) => items.length < pageRows);
  const list = useInfiniteQuery<RunPage, ApiError, ReadPages, readonly string[], PlaceOfPage>({
    queryKey,
    queryFn: ({ pageParam }) => client.read<typeof listRuns>(path, { ws }, { ...filter, cursor: pageParam.cursor }),
    initialPageParam: { cursor: undefined, before: undefined },
    getNextPageParam: ({ nextCursor }, _pages, before) =>
      nextCursor === null ? undefined : { cursor: nextCursor, before },
    getPreviousPageParam: (_page, _pages, { before }) => before,
    maxPages: isAnyShort ? heldPagesMax : heldPagesOf(window.innerHeight),
    select: asOne,
    meta: { isMain: true },
  });
  const { fetchNextPage } = list;
  const isFilling = list.data?.isShort === true && !list.isFetching && list.isSuccess;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that leaves the list short requests one more.
  useEffect(() => {
    if (isFilling) void fetchNextPage({ cancelRefetch: false });
  }, [isFilling, list.data]);
  return { ...list, toNewest: () => queries.resetQueries({ queryKey, exact: true }) };
}

export interface ReadPages extends RunPage {
  /** The list is shorter than a page and still loading. */
  readonly isShort: boolean;
  /** Its last page is not full, as few of the runs that the API examined match: what follows may hold none. */
  readonly isSparse: boolean;
  /** Where the first page begins: undefined for the newest one. */
  readonly from: string | undefined;
}

function asOne({ pages, pageParams }: InfiniteData<RunPage, PlaceOfPage>): ReadPages {
  const [first, last] = [pages[0], pages.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a list was answered without a page");
  const items = pages.flatMap((page) => page.items);
  const isShort = items.length < pageRows && last.nextCursor !== null && pages.length < filledPagesMax;
  const isSparse = last.items.length < pageRows;
  return { ...first, items, nextCursor: last.nextCursor, isShort, isSparse, from: pageParams[0]?.cursor };
}
