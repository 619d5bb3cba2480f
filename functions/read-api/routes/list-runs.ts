import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import type { Member } from "../../../shared/access/member.ts";
import type { Clock } from "../../../shared/clock.ts";
import type { runPage } from "../../../shared/contract/hub.ts";
import { listRuns } from "../../../shared/contract/operation-routes.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import type { RunPage, RunQueries } from "../../../shared/ledger/run-queries.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import type { RunAnswers } from "../../middleware/run-answer.ts";
import { environmentOr404, need, workspaceOr404 } from "../../middleware/scope-guard.ts";
import type { Cursors } from "../cursor.ts";

interface Parts {
  readonly access: Access;
  readonly queries: RunQueries;
  readonly cursors: Cursors;
  readonly answers: RunAnswers;
  readonly clock: Clock;
}

/** The runs a caller may see, newest first. */
export const listRunsEndpoint = ({ access, queries, cursors, answers, clock }: Parts) =>
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

    const { runs, nextBefore } = await pageFor(queries, member, { environmentId, before, limit });
    const body: z.input<typeof runPage> = {
      items: await answers.tell(member, runs, locale),
      nextCursor: await cursors.seal(use, nextBefore),
      polling: derivePolling(runs),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

interface PageWish {
  readonly environmentId: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
}

/**
 * A page of what this member sees. One who sees some environments only gets those merged, so that the runs
 * they may not see cannot be told from the length of a page. One run more than wanted is asked for, so that
 * the last page knows that it is the last.
 */
async function pageFor(queries: RunQueries, member: Member, wish: PageWish): Promise<RunPage> {
  const { before, limit } = wish;
  const pages = await Promise.all(
    partsOf(member, wish.environmentId).map((environmentId) =>
      queries.listRuns({ workspaceId: member.workspace.id, environmentId, before, limit: limit + 1 }),
    ),
  );
  const merged = pages.flatMap((page) => page.runs).toSorted((a, b) => (a.id < b.id ? 1 : -1));
  const runs = merged.slice(0, limit);
  const rests = pages.flatMap((page) => page.nextBefore ?? []);
  if (merged.length <= limit && rests.length === 0) return { runs };
  // A page may be empty and not the last: an index can be ahead of what it points to.
  const nextBefore = runs.at(-1)?.id ?? rests.sort().at(-1);
  return { runs, ...(nextBefore !== undefined && { nextBefore }) };
}

/** The lists to merge; `undefined` is the one of the whole workspace. */
function partsOf(member: Member, environmentId: string | undefined): readonly (string | undefined)[] {
  if (environmentId !== undefined) return [environmentId];
  return member.environments === "all" ? [undefined] : member.environments;
}
