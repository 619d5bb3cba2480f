import { waveDeadlineSeconds, waveLane, waveType } from "../../run/wave.ts";
import { defineOperation } from "../define-operation.ts";
import { laneLifecycles } from "../lane-lifecycles.ts";
import { waveInput } from "./operations.wave.input.ts";

/** Starts one operation in many environments, a few at a time, and stops when too many of them fail. */
export const operationsWave = defineOperation({
  type: waveType,
  family: "operations",
  ownership: "workspace",
  // It only starts runs: the right to each of them is checked when it is started.
  risk: "artifact",
  lane: waveLane,
  expectedDurationSeconds: 3600,
  // It runs as long as its targets: it is overdue an hour after it had to stop naming them.
  lifecycle: { ...laneLifecycles.short, runningStaleAfterSeconds: waveDeadlineSeconds + 3600 },
  capability: "tenant.waves.start",
  correlationKeys: ["selectionHash"],
  actionability: "by_parts",
  provenBy: "nothing",
  proves: "nothing",
  input: waveInput,
  start: {
    prepare: () => import("./operations.wave.start.ts"),
    steps: () => import("./operations.wave.work.ts"),
    handle: () => import("./operations.wave.work.ts"),
    settleRecords: () => import("./operations.wave.proof.ts"),
  },
  reconcile: () => import("./operations.wave.proof.ts"),
});
