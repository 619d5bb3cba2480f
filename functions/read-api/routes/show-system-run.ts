import type { People } from "../../../shared/access/people-store.ts";
import type { RunTruths } from "../../../shared/actionability/run-truths.ts";
import { showSystemRun } from "../../../shared/contract/system-routes.ts";
import { isId } from "../../../shared/foundation/ids.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { notFound } from "../../middleware/errors.ts";
import { needPlatform, platformOr404 } from "../../middleware/platform-guard.ts";
import { systemRunDetailOf } from "../../representations/system-run.ts";

interface Dependencies {
  readonly people: Pick<People, "findPlatform" | "findArchived" | "findWorkspaceNames">;
  readonly queries: Pick<RunQueries, "getRun">;
  readonly truths: Pick<RunTruths, "evaluate">;
}

/** One run of any workspace, for the platform plane. */
export const showSystemRunEndpoint = ({ people, queries, truths }: Dependencies) =>
  readEndpoint(showSystemRun, async ({ caller, locale, param }) => {
    const capabilities = await platformOr404(people, caller);
    const runId = param("run");
    const run = isId(runId) ? await queries.getRun(runId) : undefined;
    if (run === undefined) throw notFound();
    needPlatform(capabilities, showSystemRun.capability);
    const [truth, archived, names] = await Promise.all([
      truths.evaluate(run),
      people.findArchived(run.workspaceId),
      people.findWorkspaceNames([run.workspaceId]),
    ]);
    const workspaceName = names.get(run.workspaceId);
    const isArchived = archived.includes(run.environmentId ?? "");
    return { status: 200, body: systemRunDetailOf({ run, truth, isArchived, workspaceName }, capabilities, locale) };
  });
