import type { RunLists } from "../../shared/ledger/run-lists.ts";
import type { EnvironmentState } from "../../shared/presenter/environment-words.ts";
import { connectionsKind } from "../../shared/records/provider-connections.ts";
import type { createRecordStore } from "../../shared/records/record-store.ts";

interface Dependencies {
  readonly lists: Pick<RunLists, "findNewest">;
  readonly records: Pick<ReturnType<typeof createRecordStore>, "page">;
}

/** Environments read per answer. For the others the answer only says that nothing is open. */
const environmentsMax = 50;
const connectionsMax = 100;

/**
 * Reads the runs and connections of environments without open work, with two queries each: whether they ever had a run,
 * and the state of their connections. An environment missing from the result was not read.
 */
export function createReadEnvironmentStates({ lists, records }: Dependencies) {
  return async function readStandings(
    workspaceId: string,
    environmentIds: readonly string[],
  ): Promise<ReadonlyMap<string, EnvironmentState>> {
    const read = environmentIds.slice(0, environmentsMax).map(async (environmentId) => {
      const scope = { workspaceId, environmentId };
      const [runs, connections] = await Promise.all([
        lists.findNewest([scope], { floor: "" }, 1),
        records.page(scope, connectionsKind, { limit: connectionsMax }),
      ]);
      return [environmentId, { hasRuns: runs.entries.length > 0, connections: connections.records }] as const;
    });
    return new Map(await Promise.all(read));
  };
}
export type ReadEnvironmentStates = ReturnType<typeof createReadEnvironmentStates>;
