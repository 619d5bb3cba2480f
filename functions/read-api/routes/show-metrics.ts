import type * as z from "zod";
import type { metrics } from "../../../shared/contract/hub.ts";
import { showMetrics } from "../../../shared/contract/operation-routes.ts";
import { firstIdAt } from "../../../shared/ids.ts";
import { activeSecondsMax } from "../../../shared/run/due.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { enter } from "../enter.ts";
import { pollingOf } from "../open-rows.ts";
import { hoursOf } from "../run-figures.ts";
import type { SurfaceParts } from "../surface-parts.ts";

/** So many of the newest runs are looked at. */
const examinedRunsMax = 1000;
/** The run that has waited longest is among the oldest active ones, of which few are at work. */
const oldestLookedAt = 100;
const hourMilliseconds = 3_600_000;

/** How work has gone in the last hours, of all that the caller sees or of one environment. */
export const showMetricsEndpoint = ({ access, reader, tellRuns, clock }: SurfaceParts) =>
  readEndpoint(showMetrics, async ({ caller, locale, query, param }) => {
    const { environmentId, hours } = query;
    const member = await enter(access, caller, param("ws"), environmentId);
    need(member, showMetrics.capability);

    const now = clock.now();
    const from = new Date(now.getTime() - (hours - 1) * hourMilliseconds);
    // What ended in the first hour was created before it, by as much as a run may be active.
    const floor = firstIdAt(new Date(from.getTime() - hourMilliseconds - activeSecondsMax * 1000));
    const history = { floor, entriesMax: examinedRunsMax, choose: <Entries>(entries: Entries) => entries };
    const look = await reader.look(member, {
      environmentId,
      open: ["A"],
      rows: { oldestActive: oldestLookedAt },
      history,
    });
    const runs = look.history.map(({ run }) => run);
    // Of runs older than the oldest one looked at, nothing is known; the hour that one began in is known in part.
    const oldest = runs.at(-1);
    const knownFrom =
      look.isHistoryWhole || oldest === undefined
        ? from
        : new Date(Math.max(from.getTime(), Date.parse(oldest.createdAt) + hourMilliseconds));

    const loaded = look.work.active.slice(0, oldestLookedAt).flatMap(({ judged }) => judged ?? []);
    const waiting = loaded.filter(({ run }) => run.status === "queued");
    const longest = waiting.toSorted((a, b) => (a.run.createdAt < b.run.createdAt ? -1 : 1)).slice(0, 1);
    const isWaitingKnown = look.work.isActiveWhole && (longest.length > 0 || look.work.active.length <= oldestLookedAt);
    const tell = await tellRuns(member, longest, locale, look);
    const body: z.input<typeof metrics> = {
      hours: hoursOf(runs, knownFrom, now),
      oldestWaiting: longest.map((one) => ({ run: tell(one), seconds: tell(one).waitedSeconds })).at(0) ?? null,
      capped: !(look.isHistoryWhole && isWaitingKnown),
      polling: pollingOf(look.work),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
