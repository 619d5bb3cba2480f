import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createClockBeats } from "../records/clock-beats.ts";
import { createSchedules } from "../records/schedules.ts";
import { createTick } from "./tick.ts";
import type { VisitSchedule } from "./visit-schedule.ts";

interface ClockParts extends StoreTarget {
  readonly clock: Clock;
  readonly visit: VisitSchedule;
  readonly onFailure: (scheduleId: string, error: unknown) => void;
}

/** The clock of the schedules, for the function of its own and for the sweep, which is the second clock. */
export function createClock({ clock, visit, onFailure, ...target }: ClockParts) {
  return createTick({ schedules: createSchedules(target), visit, beats: createClockBeats(target), clock, onFailure });
}
