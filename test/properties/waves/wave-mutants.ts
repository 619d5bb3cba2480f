import type { Mutant } from "../interleavings/mutant.ts";

const always = '"attribute_exists(pk) OR attribute_not_exists(pk)"';
const decision = "shared/run/wave-decision.ts";

/** One clause of a wave removed. */
export const waveMutants: readonly Mutant[] = [
  {
    name: "a place of the log is written twice",
    file: "shared/ledger/wave-log.ts",
    from: 'store.put(item, "attribute_not_exists(pk)")',
    to: `store.put(item, ${always})`,
    configuration: "two steps beside each other",
  },
  {
    name: "a code replaces a run",
    file: "shared/ledger/run-ids.ts",
    from: 'store.put(closed, "attribute_not_exists(pk)")',
    to: `store.put(closed, ${always})`,
    configuration: "an abort beside two steps",
  },
  {
    name: "targets are named beyond the canary",
    file: decision,
    from: 'return first.every(({ state }) => state === "succeeded") ? left : 0;',
    to: "return left;",
    configuration: "a canary that may fail",
  },
  {
    name: "targets at work are not counted",
    file: decision,
    from: 'concurrency - standings.filter(({ state }) => state === "active").length',
    to: "concurrency - standings.slice(0, 0).length",
    configuration: "an abort between two targets",
  },
  {
    name: "an abort is answered before it has a place",
    file: "shared/waves/abort-wave.ts",
    from: 'if (await log.take(run.id, next, { stop: stopOf(run, "aborted", clock.now()) })) break;',
    to: "break;",
    configuration: "an abort between two targets",
  },
  {
    name: "targets after a stop are not counted",
    file: "shared/waves/step-wave.ts",
    from: "const counts = waveCountsOf(wave.standings, waveSizeOf(input), wave.stop !== undefined);",
    to: "const counts = waveCountsOf(wave.standings, waveSizeOf(input), false);",
    configuration: "a canary that may fail",
  },
];
