import type { Clock } from "../foundation/clock.ts";
import type { ClockBeats } from "../records/clock-beats.ts";

/** The beat of the schedules' clock. */
export const schedulesBeat = "schedules";
/** After so long without a completed tick, in seconds, the second clock takes over. */
const silentSeconds = 150;

/** Whether no clock of the schedules has completed a tick for a while. */
export async function areSchedulesSilent(beats: Pick<ClockBeats, "find">, clock: Clock): Promise<boolean> {
  const last = await beats.find(schedulesBeat);
  return last === undefined || clock.now().getTime() - Date.parse(last) > silentSeconds * 1000;
}
