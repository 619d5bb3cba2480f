import type * as z from "zod";
import type { Access } from "../../../shared/access/access-store.ts";
import { type Member, sees } from "../../../shared/access/member.ts";
import { activeWorkOf, type OpenWork } from "../../../shared/actionability/open-work.ts";
import type { runPage } from "../../../shared/contract/hub.ts";
import { listRuns } from "../../../shared/contract/operation-routes.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { RunLists } from "../../../shared/ledger/run-lists.ts";
import { unreadOf } from "../../../shared/presenter/surface-words.ts";
import type { Run } from "../../../shared/run/run.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import type { Cursors } from "../cursor.ts";
import { findPage, stepRunsMax } from "../find-page.ts";
import { asksForLate, defaultsOf, type HubFilter, keeps, openKindsOf, spanOf, textsOf } from "../hub-filter.ts";
import { memberOr404 } from "../member-or-404.ts";
import { issueIn, pollingOf } from "../open-work-rows.ts";
import type { PresentRuns } from "../present-runs.ts";
import { queueFor, type RunReader } from "../run-reader.ts";
import { historySource, listsOf, wholeSource } from "../run-sources.ts";
import { createMatchesText } from "../run-text.ts";

interface Dependencies {
  readonly access: Access;
  readonly lists: RunLists;
  readonly reader: RunReader;
  readonly presentRuns: PresentRuns;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** The operations hub: the runs that a caller sees, newest first, by tab and filter. */
export const listRunsEndpoint = ({ access, lists, reader, presentRuns, cursors, clock }: Dependencies) =>
  readEndpoint(listRuns, async ({ caller, locale, query, param }) => {
    const workspaceId = param("ws");
    const { cursor, limit, ...asked } = query;
    const use = { caller: caller.sub, route: listRuns.name, workspaceId, filter: textsOf(asked) };
    const before = await cursors.open(use, cursor);
    const member = await memberOr404(access, caller, workspaceId, asked.environmentId);
    need(member, listRuns.capability);
    // Where the wave's row may be missing, nothing would stand for its targets.
    const { waves, ...unfolded } = asked;
    const filter: HubFilter = keepsEverything(unfolded) && hasWaves(member, unfolded) ? asked : unfolded;

    const { environmentId } = filter;
    // Only a search needs the names.
    const places = filter.text === undefined ? [] : await access.listEnvironments(member);
    const matchesText = createMatchesText(member, places, locale);
    const openKinds = openKindsOf(filter);
    const span = spanOf(filter, clock.now(), openKinds !== undefined);
    const work = openKinds && (await reader.list(member, { environmentId, open: openKinds }));
    const issues = new Map(work?.issues.map((issue) => [issue.newest.id, issue]));
    // Runs that do not match yet may match later, so the polling hint depends on all scanned runs.
    const scanned: Run[] = [];
    const page = await findPage({
      source:
        work === undefined
          ? historySource(lists, listsOf(member, environmentId), span, { type: filter.type })
          : wholeSource(candidatesOf(work, filter), span),
      async rowsOf(ids) {
        const judged = await reader.judgeIds(ids);
        scanned.push(...judged.map(({ run }) => run));
        return judged.filter((one) => keeps(filter, one, matchesText));
      },
      positionOf: ({ run }) => run.id,
      before,
      limit,
      stepRuns: keepsEverything(filter) ? limit : stepRunsMax,
    });

    const queue = queueFor(member, work?.everyActive);
    const present = await presentRuns(member, page.rows, locale, {
      queue,
      activeWork: activeWorkOf(work?.active ?? []),
    });
    const rows = page.rows.map((one) => {
      const issue = issues.get(one.run.id);
      return { ...one, issue: work && issue && issueIn(work, issue.newest.isActive, issue) };
    });
    const body: z.input<typeof runPage> = {
      items: rows.map(present),
      unread: work === undefined ? null : unreadOf(work, locale),
      appliedFilters: { ...textsOf(filter), ...defaultsOf(filter) },
      nextCursor: await cursors.seal(use, page.nextBefore),
      polling: work === undefined ? derivePolling(scanned) : pollingOf(work, scanned),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };
  });

/** Whether a list of all runs has the rows of waves, which belong to the workspace. */
const hasWaves = (member: Member, { environmentId, from, to }: HubFilter): boolean =>
  environmentId === undefined && from === undefined && to === undefined && sees(member, null);

/** The open runs that a filter may keep, newest first. The newest problem of the same work represents its issue. */
function candidatesOf({ active, unchecked, issues }: OpenWork, filter: HubFilter): readonly string[] {
  const late = unchecked.filter(({ isActive }) => isActive);
  const ids = [...(asksForLate(filter) ? late : active), ...issues.map(({ newest }) => newest)].map(({ id }) => id);
  return [...new Set(ids)].toSorted().toReversed();
}

/** Whether every run of the caller's lists matches, so that a page scans no more runs than it shows. */
function keepsEverything(filter: HubFilter): boolean {
  const narrowing = new Set(Object.keys(textsOf(filter)));
  // A page that is short because of its folded rows is continued.
  for (const name of ["environmentId", "from", "to", "waves"]) narrowing.delete(name);
  return filter.tab === "all" && narrowing.size === 1;
}
