import type { People } from "../../shared/access/people-store.ts";
import { type EvaluatedRun, idsToAsk, settleOpenWork } from "../../shared/actionability/open-work.ts";
import type { ReadOpenWork } from "../../shared/actionability/read-open-work.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import { isLastReleaseProblemKey } from "../../shared/ledger/open-keys.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { RunService } from "../../shared/ledger/run-service.ts";

interface Dependencies {
  readonly people: Pick<People, "listWorkspaceIds" | "findArchived">;
  readonly readOpenWork: ReadOpenWork;
  readonly queries: Pick<RunQueries, "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
  readonly runService: Pick<RunService, "renewOpenKey">;
}

/** Open work of all workspaces: late runs, and issues of ended problems. */
export interface CountedWork {
  readonly stale: number;
  readonly followUps: number;
}

/** Runs per batch of proof; the table returns a hundred items per call. */
const runsAtOnce = 100;
/** Runs loaded per workspace. Beyond this the count is incomplete. */
const loadsMax = 10_000;

/**
 * Counts what needs attention with the code behind the workspaces' lists, so that the metric equals the sum of their
 * counts. The cost depends on the open work, not on the history. Undefined when the count is incomplete, because a
 * partial count would be read as the total. Problems with an open key of the previous release are rekeyed on the way.
 */
export function createCountOpenWork({ people, readOpenWork, queries, truths, runService }: Dependencies) {
  return async function countOpenWork(mayGoOn: () => boolean): Promise<CountedWork | undefined> {
    const counted = { stale: 0, followUps: 0 };
    for (const workspaceId of await people.listWorkspaceIds()) {
      const without = await people.findArchived(workspaceId);
      const reading = await readOpenWork({ workspaceId, environments: "all", without, kinds: ["A", "P"] });
      const ids = idsToAsk(reading, loadsMax);
      const judged = new Map<string, EvaluatedRun>();
      for (let from = 0; from < ids.length; from += runsAtOnce) {
        if (!mayGoOn()) return undefined;
        const runs = await queries.getRuns(ids.slice(from, from + runsAtOnce));
        const truthOf = await truths.evaluateMany(runs);
        for (const run of runs) {
          judged.set(run.id, { run, truth: truthOf(run) });
          if (isLastReleaseProblemKey(run.openKey ?? "")) await runService.renewOpenKey(run);
        }
      }
      const work = settleOpenWork(reading, new Set(ids), (id) => judged.get(id));
      if (!work.isProblemsWhole || !work.isActiveWhole || work.unchecked.length > 0) return undefined;
      for (const { newest } of work.issues) counted[newest.isActive ? "stale" : "followUps"] += 1;
      if (!mayGoOn()) return undefined;
    }
    return counted;
  };
}
