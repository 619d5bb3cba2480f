import type * as z from "zod";
import type { People } from "../../../shared/access/people-store.ts";
import type { systemRunPage } from "../../../shared/contract/system.ts";
import { listSystemRuns } from "../../../shared/contract/system-routes.ts";
import { derivePolling } from "../../../shared/derived/polling.ts";
import type { Clock } from "../../../shared/foundation/clock.ts";
import type { RunLists } from "../../../shared/ledger/run-lists.ts";
import { canonicalTypeOf } from "../../../shared/operations/aliases.ts";
import { labelOf } from "../../../shared/presenter/labels.ts";
import type { Run } from "../../../shared/run/run.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { needPlatform, platformOr404 } from "../../middleware/platform-guard.ts";
import { systemRunOf } from "../../representations/system-run.ts";
import type { Cursors } from "../cursor.ts";
import { findPage, stepRunsMax } from "../find-page.ts";
import type { RunReader } from "../run-reader.ts";
import { allRunsView, failuresView, type SystemView, stuckView } from "../system-views.ts";

interface Dependencies {
  readonly people: Pick<People, "findPlatform" | "listWorkspaceIds" | "findWorkspaceNames">;
  readonly lists: RunLists;
  readonly reader: RunReader;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** Runs of all workspaces as the platform plane sees them: their state, without tenant data. */
export const listSystemRunsEndpoint = ({ people, lists, reader, cursors, clock }: Dependencies) =>
  readEndpoint(listSystemRuns, async ({ caller, locale, query }) => {
    const { cursor, limit, view, text } = query;
    const use = {
      caller: caller.sub,
      route: listSystemRuns.name,
      workspaceId: "",
      filter: { view, ...(text !== undefined && { text }) },
    };
    const before = await cursors.open(use, cursor);
    needPlatform(await platformOr404(people, caller), listSystemRuns.capability);

    const { source, shows, positionOf, narrowsBy } = await viewOf();
    const scanned: Run[] = [];
    const names = new Map<string, string>();
    const page = await findPage({
      source,
      async rowsOf(ids) {
        const judged = await reader.judgeIds(ids);
        scanned.push(...judged.map(({ run }) => run));
        const shown = judged.filter(shows);
        const found = await people.findWorkspaceNames(shown.map(({ run }) => run.workspaceId));
        for (const [id, name] of found) names.set(id, name);
        return text === undefined ? shown : shown.filter(({ run }) => isMatch(run, text));
      },
      positionOf: ({ run }) => positionOf(run),
      before,
      limit,
      stepRuns: view === "runs" && text === undefined ? limit : stepRunsMax,
    });
    const body: z.input<typeof systemRunPage> = {
      items: page.rows.map((one) => systemRunOf(one, names.get(one.run.workspaceId), locale)),
      appliedFilters: { ...use.filter, ...narrowsBy },
      nextCursor: await cursors.seal(use, page.nextBefore),
      polling: derivePolling(scanned),
      checkedAt: clock.now().toISOString(),
    };
    return { status: 200, body };

    function isMatch({ id, type, workspaceId, environmentId, endedBy }: Run, wanted: string): boolean {
      const own = [id, type, labelOf(canonicalTypeOf(type), locale), workspaceId, names.get(workspaceId)];
      const searched = [...own, environmentId, endedBy?.reasonCode].join("\n").toLowerCase();
      return wanted
        .toLowerCase()
        .split(/\s+/)
        .every((word) => searched.includes(word));
    }

    async function viewOf(): Promise<SystemView> {
      if (view === "failures") return failuresView({ lists });
      if (view === "stuck") return stuckView({ lists }, clock.now());
      return allRunsView({ lists, listWorkspaceIds: people.listWorkspaceIds }, clock.now());
    }
  });
