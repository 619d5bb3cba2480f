import type * as z from "zod";
import type { metrics } from "../../../shared/contract/hub.ts";
import { showMetrics } from "../../../shared/contract/operation-routes.ts";
import { firstIdAt } from "../../../shared/foundation/ids.ts";
import { activeSecondsMax } from "../../../shared/run/sweep-due.ts";
import { readEndpoint } from "../../middleware/endpoint.ts";
import { need } from "../../middleware/scope-guard.ts";
import { placesOf } from "../hub-filter.ts";
import { memberOr404 } from "../member-or-404.ts";
import { pollingOf } from "../open-work-rows.ts";
import { hoursOf } from "../run-figures.ts";
import type { SurfaceParts } from "../surface-parts.ts";

/** Newest runs that are scanned for the metrics. */
const scannedRunsMax = 1000;
/** Oldest active runs to load: the longest-waiting run is among them, since few of them are running. */
const oldestActiveMax = 100;
const hourMilliseconds = 3_600_000;

/** Hourly metrics of the last hours, for all that the caller sees or for one environment. */
export const showMetricsEndpoint = ({ access, reader, presentRuns, clock }: SurfaceParts) =>
  readEndpoint(showMetrics, async ({ caller, locale, query, param }) => {
    const { environmentId, hours } = query;
    const member = await memberOr404(access, caller, param("ws"), environmentId);
    need(member, showMetrics.capability);

    const now = clock.now();
    const from = new Date(now.getTime() - (hours - 1) * hourMilliseconds);
    // A run that ended in the first hour may have been created earlier, by the longest time a run can be active.
    const floor = firstIdAt(new Date(from.getTime() - hourMilliseconds - activeSecondsMax * 1000));
    const history = { floor, entriesMax: scannedRunsMax, choose: <Entries>(entries: Entries) => entries };
    const snapshot = await reader.readSnapshot(member, {
      environmentId,
      open: ["A"],
      rows: { oldestActive: oldestActiveMax },
      history,
    });
    const runs = snapshot.history.map(({ run }) => run);
    // Runs older than the oldest scanned one are unknown, so the hour of its creation is incomplete.
    const oldest = runs.at(-1);
    const knownFrom =
      snapshot.isHistoryWhole || oldest === undefined
        ? from
        : new Date(Math.max(from.getTime(), Date.parse(oldest.createdAt) + hourMilliseconds));

    const loaded = snapshot.work.active.slice(0, oldestActiveMax).flatMap(({ judged }) => judged ?? []);
    const waiting = loaded.filter(({ run }) => run.status === "queued");
    const longest = waiting.toSorted((a, b) => (a.run.createdAt < b.run.createdAt ? -1 : 1)).slice(0, 1);
    const isWaitingKnown =
      snapshot.work.isActiveWhole && (longest.length > 0 || snapshot.work.active.length <= oldestActiveMax);
    const present = await presentRuns(member, longest, locale, snapshot);
    const body: z.input<typeof metrics> = {
      hours: hoursOf(runs, knownFrom, now),
      oldestWaiting: longest.map((one) => ({ run: present(one), seconds: present(one).waitedSeconds })).at(0) ?? null,
      capped: !(snapshot.isHistoryWhole && isWaitingKnown),
      appliedFilters: { ...placesOf(environmentId), hours: String(hours) },
      polling: pollingOf(snapshot.work),
      checkedAt: now.toISOString(),
    };
    return { status: 200, body };
  });
