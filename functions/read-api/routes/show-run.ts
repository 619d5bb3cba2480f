import type { Access } from "../../../shared/access/access-store.ts";
import { activeWorkOf, workOf } from "../../../shared/actionability/open-work.ts";
import { showRun } from "../../../shared/contract/operation-routes.ts";
import type { OpenLists } from "../../../shared/ledger/open-lists.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { isProblem } from "../../../shared/run/status.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { DetailOf } from "../../representations/run-detail.ts";
import { queueFor } from "../run-reader.ts";
import type { FindSameWork } from "../same-work.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly openLists: Pick<OpenLists, "findOpen">;
  readonly findSameWork: FindSameWork;
  readonly detailOf: DetailOf;
}

/** One run in detail. A run outside the workspace or the environments the caller sees answers 404. */
export const showRunEndpoint = ({ access, queries, openLists, findSameWork, detailOf }: Dependencies) =>
  readEndpoint(showRun, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("run"));
    need(member, showRun.capability);
    const { workspace } = member;
    // A queued run has a position in the queue, and a problem may have been repeated; other runs need neither.
    const isQueued = run.status === "queued";
    const isRepeatable = isProblem(run.outcome) && run.environmentId !== null;
    const work =
      isQueued || isRepeatable
        ? await openLists.findOpen(
            workspace.id,
            isQueued || run.environmentId === null ? "all" : [run.environmentId],
            "A",
          )
        : undefined;
    const queue = queueFor(member, work?.everyone);
    const activeWork = activeWorkOf((work?.entries ?? []).map((entry) => ({ id: entry.id, work: workOf(entry) })));
    return { status: 200, body: await detailOf(member, run, await findSameWork(run), locale, { queue, activeWork }) };
  });
