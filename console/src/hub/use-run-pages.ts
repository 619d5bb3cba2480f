import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import type * as z from "zod";
import type { runPage } from "../../../shared/contract/hub.ts";
import type { listRuns } from "../../../shared/contract/operation-routes.ts";
import type { Refused } from "../api/client.ts";
import { addressOf, type Query } from "../api/route-types.ts";
import { useClient } from "../api/use-api.ts";

export type RunPage = z.infer<typeof runPage>;

const path: (typeof listRuns)["path"] = "/api/workspaces/{ws}/operations";

/** A list of runs, as many pages of it as were asked for. Each look reads all of them again, so none grows old. */
export function useRunPages(ws: string, filter: Query) {
  const client = useClient();
  const addressFrom = (cursor: string | undefined) => addressOf(path, { ws }, { ...filter, cursor });
  return useInfiniteQuery<RunPage, Refused, RunPage, readonly string[], string | undefined>({
    queryKey: [addressFrom(undefined), "pages"],
    queryFn: ({ pageParam }) => client.read<RunPage>(addressFrom(pageParam)),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: asOne,
    meta: { isMain: true },
  });
}

function asOne({ pages }: InfiniteData<RunPage>): RunPage {
  const [first, last] = [pages[0], pages.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a list was answered without a page");
  return { ...first, items: pages.flatMap(({ items }) => items), nextCursor: last.nextCursor };
}
