import type { listRuns } from "../../../shared/contract/operation-routes.ts";
import type { RunAnswer } from "../../../shared/contract/runs.ts";
import type { Client } from "../api/client.ts";
import type { Query } from "../api/route-types.ts";
import { saveFile } from "../parts/save-file.ts";
import { csvOf } from "./csv.ts";
import { runsOfList } from "./runs-of-list.ts";

const path: (typeof listRuns)["path"] = "/api/workspaces/{ws}/operations";
const pageSize = "100";

interface Export {
  readonly ws: string;
  readonly filter: Query;
  /** The names of the columns. */
  readonly headers: readonly string[];
  /** The order of the list, when a person chose one. */
  arrange(runs: readonly RunAnswer[]): readonly RunAnswer[];
}

/** What a file holds: how many runs, and whether these are all of the list. */
interface Exported {
  readonly count: number;
  readonly isWhole: boolean;
}

/** Saves the runs of a list as CSV, also those that are not loaded. */
export async function exportRuns(client: Client, { ws, filter, headers, arrange }: Export): Promise<Exported> {
  const { runs, isWhole } = await runsOfList((cursor) =>
    client.read<typeof listRuns>(path, { ws }, { ...filter, limit: pageSize, cursor }),
  );
  saveFile(`runtruth-${ws}.csv`, new Blob([csvOf(headers, arrange(runs))], { type: "text/csv" }));
  return { count: runs.length, isWhole };
}
