import { sumOf } from "./meter.ts";
import type { Step } from "./scenario-play.ts";

/** A unit that was designed before it was built, beside what the scenarios measure. */
export interface Budget {
  readonly what: string;
  readonly budget: number;
  readonly measured: number;
}

type Lives = ReadonlyMap<string, readonly Step[]>;

/** Write units of schedules, promises, alerts and waits, each as the difference of two scenarios. */
export function levelBudgets(lives: Lives): Budget[] {
  const billed = (name: string) => (lives.get(name) ?? []).flatMap((step) => step.billed);
  const write = (name: string) => sumOf(billed(name), "write");
  const alert = (how: string) =>
    sumOf(
      billed(`alert opened and resolved, ${how}`).filter(({ about }) => about === "ALERT"),
      "write",
    );
  const tick = write("a tick of the schedules that finds nothing due");
  return [
    { what: "slot of a schedule, with its run", budget: 16, measured: write("slot of a schedule that runs") - tick },
    { what: "slot that is skipped", budget: 4, measured: write("slot of a schedule that is skipped") - tick },
    {
      what: "success that proves a promise, besides the run",
      budget: 1,
      measured: write("success that proves a promise") - write("success"),
    },
    { what: "alert, opened and resolved", budget: 7, measured: alert("without a channel") },
    {
      what: "alert, each channel",
      budget: 3,
      measured: alert("sent to two channels") - alert("sent to one channel"),
    },
    {
      what: "wait up to 15 minutes",
      budget: 2,
      measured: write("run that waits a minute for its provider") - write("success"),
    },
    // The sweep that resends records itself for 2 units, however many runs it resends.
    {
      what: "longer wait",
      budget: 8,
      measured: write("run that waits an hour for its provider") - write("success") - 2,
    },
  ];
}
