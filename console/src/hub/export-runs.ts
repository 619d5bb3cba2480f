import type { listRuns } from "../../../shared/contract/operation-routes.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { Client } from "../api/client.ts";
import type { Query } from "../api/route-types.ts";
import { saveFile } from "../parts/save-file.ts";
import { csvOf } from "./csv.ts";
import type { RunPage } from "./use-run-pages.ts";

const path: (typeof listRuns)["path"] = "/api/workspaces/{ws}/operations";
const pageSize = "100";
/** A file of so many runs still opens in a spreadsheet. */
const runsMax = 10_000;

interface Export {
  readonly ws: string;
  readonly filter: Query;
  /** The names of the columns. */
  readonly headers: readonly string[];
  /** The order of the list, when a person chose one. */
  arrange(runs: readonly RunAnswer[]): readonly RunAnswer[];
}

/** Saves every run of a list as CSV, also those that are not loaded, and returns how many there are. */
export async function exportRuns(client: Client, { ws, filter, headers, arrange }: Export): Promise<number> {
  const runs: RunAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page: RunPage = await client.read<typeof listRuns>(path, { ws }, { ...filter, limit: pageSize, cursor });
    runs.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && runs.length < runsMax);
  saveFile(`runtruth-${ws}.csv`, new Blob([csvOf(headers, arrange(runs))], { type: "text/csv" }));
  return runs.length;
}
