import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { sees } from "../../../shared/access/member.ts";
import type { Clock } from "../../../shared/clock.ts";
import { showRun } from "../../../shared/contract/routes.ts";
import type { runDetail } from "../../../shared/contract/runs.ts";
import { notFound } from "../../../shared/errors.ts";
import { isId } from "../../../shared/ids.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { isActive } from "../../../shared/run/status.ts";
import { transitionsOf } from "../../../shared/run/transitions.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import type { AnswerOf } from "../../middleware/run-answer.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";

interface Parts {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly answerOf: AnswerOf;
  readonly clock: Clock;
}

/** One run with its history. A run of another workspace, or of an environment the caller does not see, is not there. */
export const showRunEndpoint = ({ access, queries, answerOf, clock }: Parts) =>
  readEndpoint(showRun, async ({ caller, locale, param }) => {
    const workspaceId = param("ws");
    const member = await workspaceOr404(access, caller, workspaceId);
    const runId = param("run");
    const run = isId(runId) ? await queries.getRun(runId) : undefined;
    if (run === undefined || run.workspaceId !== workspaceId || !sees(member, run.environmentId)) throw notFound();
    need(member, showRun.capability);

    const names = await access.findEnvironmentNames(workspaceId, run.environmentId === null ? [] : [run.environmentId]);
    const body: z.input<typeof runDetail> = {
      ...answerOf(run, names.get(run.environmentId ?? "") ?? null, locale),
      transitions: transitionsOf(run),
      context: member.can("operations.diagnostics") ? run.context : null,
      polling: { intervalSeconds: isActive(run.status) ? 10 : null },
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
