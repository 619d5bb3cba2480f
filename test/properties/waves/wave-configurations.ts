import type { WaveConfiguration } from "./explore-waves.ts";

const common = { canary: 1, concurrency: 1, failuresMax: 0, crashes: 0, isAborted: false, failing: [] };
const one = { ...common, environmentIds: ["a"] };
const two = { ...common, environmentIds: ["a", "b"] };

/** Steps beside each other, crashes, an abort and a failing canary, each in every order. */
export const waveConfigurations: readonly WaveConfiguration[] = [
  { ...one, name: "two steps beside each other", steps: 2 },
  { ...one, name: "a step that crashes", steps: 2, crashes: 1 },
  { ...one, name: "an abort beside a step", canary: 0, steps: 1, isAborted: true },
  { ...two, name: "an abort between two targets", canary: 0, steps: 1, isAborted: true },
  { ...two, name: "a canary that may fail", concurrency: 2, steps: 1, failing: ["a"] },
];

/** With INTERLEAVINGS=large: two targets and two steps at once. */
export const largeWaveConfigurations: readonly WaveConfiguration[] = [
  { ...one, name: "an abort beside two steps", canary: 0, steps: 2, isAborted: true },
  { ...two, name: "two steps, two targets", steps: 2 },
  { ...two, name: "a crash, two targets", steps: 2, crashes: 1 },
  { ...two, name: "an abort, two steps, two targets", canary: 0, steps: 2, isAborted: true },
  { ...two, name: "a failing canary, two steps", steps: 2, failing: ["a"] },
];
