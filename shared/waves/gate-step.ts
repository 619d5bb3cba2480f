import type { StepGate } from "../operations/define-operation.ts";
import type { Run } from "../run/run.ts";
import type { ReadWave } from "./read-wave.ts";
import { stepEverySeconds } from "./step-wave.ts";
import { endedStandings, lastStepAt } from "./wave-checkpoint.ts";

/** After so many seconds one end suffices for a step; before, half of the targets at work must have ended. */
const patienceSeconds = 30;
/** While a step is at work, a message is sent again after so many seconds: the step may have read before its end. */
const busySeconds = 5;
/** A message of the sweep may come a little early, because clocks differ. */
const toleranceSeconds = 5;

/**
 * Whether a message begins a step. Each end of a target sends one; a step costs a claim and a hand-over, so several ends
 * are gathered for one step. A message that is dropped loses nothing: the sweep begins a step each minute.
 */
export function createGateStep(readWave: ReadWave) {
  return async function gate(run: Run, now: Date): Promise<StepGate> {
    const last = lastStepAt(run.checkpoint);
    if (run.status !== "running") return { kind: "begin" };
    if (run.messageId !== undefined) {
      const isAtWork = run.leaseUntil !== undefined && Date.parse(run.leaseUntil) >= now.getTime();
      return isAtWork ? { kind: "later", delaySeconds: busySeconds } : { kind: "begin" };
    }
    if (last === undefined || run.cancelRequested !== undefined) return { kind: "begin" };
    const age = (now.getTime() - Date.parse(last)) / 1000;
    if (age >= stepEverySeconds - toleranceSeconds) return { kind: "begin" };

    const { standings } = await readWave(run);
    const open = endedStandings(run.checkpoint).filter((standing) => standing === undefined).length;
    const left = standings.filter(({ state }) => state === "active").length;
    const ended = open - left;
    if (ended <= 0) return { kind: "drop" };
    if (ended * 2 >= open || age >= patienceSeconds) return { kind: "begin" };
    return { kind: "later", delaySeconds: Math.ceil(patienceSeconds - age) };
  };
}
