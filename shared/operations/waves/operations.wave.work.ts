import type { Run } from "../../run/run.ts";
import type { StepGate, Work, WorkResult } from "../define-operation.ts";
import type { WaveInput } from "./operations.wave.input.ts";

interface HandleDependencies {
  readonly waves: {
    /** One step of a wave: names, starts and counts targets, until it has to wait for their ends. */
    step(work: Pick<Work<WaveInput>, "run" | "input" | "timeLeftMillis">): Promise<WorkResult>;
    /** Whether enough has happened since the last step for another one. */
    gate(run: Run, now: Date): Promise<StepGate>;
  };
}

export const handle = (work: Work<WaveInput>, { waves }: HandleDependencies): Promise<WorkResult> => waves.step(work);

export const gateStep = (run: Run, { waves }: HandleDependencies, now: Date): Promise<StepGate> => waves.gate(run, now);
