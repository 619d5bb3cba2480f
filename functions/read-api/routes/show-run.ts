import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { Clock } from "../../../shared/clock.ts";
import { showRun } from "../../../shared/contract/operation-routes.ts";
import type { runDetail } from "../../../shared/contract/runs.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { transitionsOf } from "../../../shared/run/transitions.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { contextWithout, type FindRelated } from "../../middleware/related.ts";
import type { AnswerOf } from "../../middleware/run-answer.ts";
import { runOr404 } from "../../middleware/run-in-scope.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";

interface Parts {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly answerOf: AnswerOf;
  readonly findRelated: FindRelated;
  readonly clock: Clock;
}

/** One run with its history. A run of another workspace, or of an environment the caller does not see, is not there. */
export const showRunEndpoint = ({ access, queries, answerOf, findRelated, clock }: Parts) =>
  readEndpoint(showRun, async ({ caller, locale, param }) => {
    const workspaceId = param("ws");
    const member = await workspaceOr404(access, caller, workspaceId);
    const run = await runOr404(queries, member, param("run"));
    need(member, showRun.capability);

    const [names, relatedOf] = await Promise.all([
      access.findEnvironmentNames(workspaceId, run.environmentId === null ? [] : [run.environmentId]),
      findRelated(member, [run]),
    ]);
    const related = relatedOf.get(run.id);
    const body: z.input<typeof runDetail> = {
      ...answerOf(run, { environmentName: names.get(run.environmentId ?? ""), related }, locale),
      transitions: transitionsOf(run),
      context: member.can("operations.diagnostics") ? contextWithout(run, related) : null,
      polling: derivePolling([run]),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });
