import type { Access } from "../../../shared/access/access-store.ts";
import { showRun } from "../../../shared/contract/operation-routes.ts";
import type { OpenLists } from "../../../shared/ledger/open-lists.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { DetailOf } from "../../representations/run-detail.ts";
import { queueFor } from "../run-reader.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly openLists: Pick<OpenLists, "findOpen">;
  readonly detailOf: DetailOf;
}

/** One run in detail. A run outside the workspace or the environments the caller sees answers 404. */
export const showRunEndpoint = ({ access, queries, openLists, detailOf }: Dependencies) =>
  readEndpoint(showRun, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("run"));
    need(member, showRun.capability);
    // Only a queued run has a position in the queue.
    const work = run.status === "queued" ? await openLists.findOpen(member.workspace.id, "all", "A") : undefined;
    const queue = queueFor(member, work?.everyone);
    return { status: 200, body: await detailOf(member, run, locale, { queue }) };
  });
