import type { Access } from "../../../shared/access/access-store.ts";
import { showRun } from "../../../shared/contract/operation-routes.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import type { DetailOf } from "../../middleware/run-detail-answer.ts";
import { runOr404 } from "../../middleware/run-in-scope.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";

interface Parts {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly detailOf: DetailOf;
}

/** One run with its history. A run of another workspace, or of an environment the caller does not see, is not there. */
export const showRunEndpoint = ({ access, queries, detailOf }: Parts) =>
  readEndpoint(showRun, async ({ caller, locale, param }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("run"));
    need(member, showRun.capability);
    return { status: 200, body: await detailOf(member, run, locale) };
  });
