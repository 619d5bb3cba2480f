import type { FaultSetting } from "./faults.ts";

/** I8: requests to the table for each answered start, whatever single kind of fault is at work; the sweep's queries apart. */
const callsPerStartMax = 12;

/** What is wrong with the number of requests that the worlds of one setting took, if anything is. */
export function callBoundViolation(
  setting: FaultSetting,
  { accepted, callsForRuns }: { readonly accepted: number; readonly callsForRuns: number },
): string | undefined {
  const perStart = callsForRuns / accepted;
  const isOneKind = Object.keys(setting).filter((kind) => kind !== "skewSeconds").length <= 1;
  return isOneKind && perStart > callsPerStartMax ? `I8: ${perStart.toFixed(1)} requests for each start` : undefined;
}
