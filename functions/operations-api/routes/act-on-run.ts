import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { actionAnswered } from "../../../shared/contract/actions.ts";
import { actOnRun } from "../../../shared/contract/operation-routes.ts";
import type { RunQueries } from "../../../shared/ledger/run-queries.ts";
import { writeEndpoint } from "../../middleware/endpoint.ts";
import { runOr404 } from "../../middleware/run-or-404.ts";
import { need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { RunRepresentations } from "../../representations/run.ts";
import type { PerformAction } from "../perform-action.ts";

interface Dependencies {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly answers: RunRepresentations;
  readonly performAction: PerformAction;
}

/** Performs an action on one run. */
export const actOnRunEndpoint = ({ access, queries, answers, performAction }: Dependencies) =>
  writeEndpoint(actOnRun, async ({ caller, locale, param, body, idempotencyKey }) => {
    const member = await workspaceOr404(access, caller, param("ws"));
    const run = await runOr404(queries, member, param("run"));
    need(member, actOnRun.capability);
    const done = await performAction(member, caller, run, body, idempotencyKey && `action ${idempotencyKey}`);
    const answer: z.input<typeof actionAnswered> = {
      result: done.result,
      run: await answers.present(member, done.run, locale),
    };
    return { status: 200, body: answer };
  });
