import type { Timer } from "../../../functions/worker/provider/timer.ts";
import type { Scheduler } from "../scheduler.ts";

/** Time as the provider client spends it in a world: a wait is an event, and so is the end of a call's time. */
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
