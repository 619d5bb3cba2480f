import type { Clock } from "../foundation/clock.ts";
import { dueShardCount } from "../ledger/keys.ts";
import type { ClockBeats } from "../records/clock-beats.ts";
import type { Schedules } from "../records/schedules.ts";
import { areSchedulesSilent, schedulesBeat } from "./clock-silence.ts";
import type { VisitSchedule } from "./visit-schedule.ts";

/** Slots accounted for by a tick, by verdict, and schedules that it left. */
export const tickCounts = ["ran", "late", "skipped", "missed", "waits", "newer_version", "failed"] as const;
type TickCounts = Record<(typeof tickCounts)[number], number>;
export interface TickReport {
  readonly counts: Readonly<TickCounts>;
  /** True when due schedules were left for the next tick. */
  readonly isCutShort: boolean;
}

interface Dependencies {
  readonly schedules: Pick<Schedules, "findDue">;
  readonly visit: VisitSchedule;
  readonly beats: ClockBeats;
  readonly clock: Clock;
  /** Reports the failure of one schedule, which never stops the others. */
  readonly onFailure: (scheduleId: string, error: unknown) => void;
}

const pageSize = 50;
/** Schedules visited at once; each mostly waits for the table. */
const visitsAtOnce = 8;

/** One tick of the schedules: visits every schedule with a due slot. Ticks may overlap. */
export function createTick({ schedules, visit, beats, clock, onFailure }: Dependencies) {
  async function tick(mayGoOn: () => boolean): Promise<TickReport> {
    const counts: TickCounts = { ran: 0, late: 0, skipped: 0, missed: 0, waits: 0, newer_version: 0, failed: 0 };
    let isCutShort = false;
    // Starts with another shard each minute, so that a long list in one never starves the others.
    const first = Math.floor(clock.now().getTime() / 60_000) % dueShardCount;
    for (let step = 0; step < dueShardCount && !isCutShort; step++) {
      isCutShort = await visitShard((first + step) % dueShardCount, counts, mayGoOn);
    }
    // A tick that was cut short also shows that the clock works.
    await beats.record(schedulesBeat, clock.now().toISOString());
    return { counts, isCutShort };
  }

  async function visitShard(shard: number, counts: TickCounts, mayGoOn: () => boolean): Promise<boolean> {
    let next: Record<string, unknown> | undefined;
    do {
      const page = await schedules.findDue(shard, clock.now().toISOString(), pageSize, next);
      for (let from = 0; from < page.keys.length; from += visitsAtOnce) {
        if (!mayGoOn()) return true;
        await Promise.all(page.keys.slice(from, from + visitsAtOnce).map((key) => visitSafely(key, counts)));
      }
      next = page.next;
    } while (next !== undefined);
    return false;
  }

  async function visitSafely({ workspaceId, id }: { workspaceId: string; id: string }, counts: TickCounts) {
    try {
      const { counts: accounted, left } = await visit(workspaceId, id);
      for (const verdict of ["ran", "late", "skipped", "missed"] as const) counts[verdict] += accounted[verdict];
      if (left === "waits" || left === "newer_version") counts[left] += 1;
    } catch (error) {
      counts.failed += 1;
      onFailure(id, error);
    }
  }

  return {
    tick,

    /** The second clock: ticks only when no clock has completed a tick for a while. */
    async tickIfSilent(mayGoOn: () => boolean): Promise<TickReport | undefined> {
      return (await areSchedulesSilent(beats, clock)) ? tick(mayGoOn) : undefined;
    },

    /** Reads the table once, so that a clock that follows the table is set before its first use. */
    async synchronize(): Promise<void> {
      await beats.find(schedulesBeat);
    },
  };
}
export type Tick = ReturnType<typeof createTick>;
