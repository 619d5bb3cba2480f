import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { Clock } from "../../../shared/clock.ts";
import type { runPage } from "../../../shared/contract/hub.ts";
import { listRuns } from "../../../shared/contract/operation-routes.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import { firstIdAt } from "../../../shared/ids.ts";
import type { RunLists } from "../../../shared/ledger/run-lists.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import type { RunAnswers } from "../../middleware/run-answer.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { Cursors } from "../cursor.ts";
import { examine } from "../examine.ts";
import { historySource, listsOf } from "../run-sources.ts";

interface Parts {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly lists: RunLists;
  readonly cursors: Cursors;
  readonly answers: RunAnswers;
  readonly clock: Clock;
}

const lookBackMilliseconds = 30 * 86_400_000;

/** The runs a caller may see, newest first. */
export const listRunsEndpoint = ({ access, queries, lists, cursors, answers, clock }: Parts) =>
  readEndpoint(listRuns, async ({ caller, locale, query, param }) => {
    const workspaceId = param("ws");
    const { environmentId, limit } = query;
    const filter = environmentId === undefined ? {} : { environmentId };
    const use = { caller: caller.sub, route: listRuns.name, workspaceId, filter };
    const before = await cursors.open(use, query.cursor);

    const member =
      environmentId === undefined
        ? await workspaceOr404(access, caller, workspaceId)
        : await environmentOr404(access, caller, workspaceId, environmentId);
    need(member, listRuns.capability);

    const floor = firstIdAt(new Date(clock.now().getTime() - lookBackMilliseconds));
    const { rows: runs, nextBefore } = await examine({
      source: historySource(lists, listsOf(member, environmentId), { floor }),
      rowsOf: queries.getRuns,
      positionOf: (run) => run.id,
      before,
      limit,
      stepRuns: limit,
    });
    const body: z.input<typeof runPage> = {
      items: await answers.tell(member, runs, locale),
      nextCursor: await cursors.seal(use, nextBefore),
      polling: derivePolling(runs),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
