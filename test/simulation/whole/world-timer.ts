import type { Timer } from "../../../functions/worker/provider/timer.ts";
import type { Scheduler } from "../scheduler.ts";

/** The provider client's timer in virtual time: waits and call timeouts are events. */
export function createWorldTimer(scheduler: Scheduler): Timer {
  return {
    wait: (millis) => scheduler.point(millis),
    limit(millis) {
      const ended = new AbortController();
      scheduler.at(scheduler.trueClock.now().getTime() + millis, () => {
        ended.abort(new Error("the call took too long"));
        return "nothing";
      });
      return ended.signal;
    },
  };
}
