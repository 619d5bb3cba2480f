import type { Access } from "../../shared/access/access-store.ts";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import type { Clock } from "../../shared/foundation/clock.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { StoreTarget } from "../../shared/ledger/store.ts";
import { createOccurrences } from "../../shared/records/occurrences.ts";
import { createScheduleLists } from "../../shared/records/schedule-lists.ts";
import { createSchedules } from "../../shared/records/schedules.ts";
import type { Endpoint } from "../middleware/endpoint.ts";
import type { Cursors } from "./cursor.ts";
import { createLedgerEntries } from "./ledger-entries.ts";
import { listSchedulesEndpoint } from "./routes/list-schedules.ts";
import { listOccurrencesEndpoint, previewScheduleEndpoint, showScheduleEndpoint } from "./routes/show-schedule.ts";

interface Dependencies {
  readonly target: StoreTarget & { readonly clock: Clock };
  readonly access: Access;
  readonly cursors: Cursors;
  readonly queries: RunQueries;
  readonly truths: RunTruths;
}

/** The routes of schedules, with the evaluation of their rules. */
export function scheduleEndpoints({ target, access, cursors, queries, truths }: Dependencies): Endpoint[] {
  const { clock } = target;
  const ledger = {
    ...{ access, cursors, clock, schedules: createSchedules(target) },
    occurrences: createOccurrences({ ...target, tzdata: process.versions.tz ?? "unknown" }),
    presentEntries: createLedgerEntries({ queries, truths }),
  };
  return [
    listSchedulesEndpoint({ access, lists: createScheduleLists(target), cursors, clock }),
    previewScheduleEndpoint(ledger),
    showScheduleEndpoint(ledger),
    listOccurrencesEndpoint(ledger),
  ];
}
