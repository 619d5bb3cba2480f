import type { FaultSetting } from "./faults.ts";

/** I8: table requests per accepted start, under any single fault kind, without the sweep's queries. */
const callsPerStartMax = 12;

/** The violation when the worlds of one setting exceed the request limit. */
export function callBoundViolation(
  setting: FaultSetting,
  { accepted, callsForRuns }: { readonly accepted: number; readonly callsForRuns: number },
): string | undefined {
  const perStart = callsForRuns / accepted;
  const isOneKind = Object.keys(setting).filter((kind) => kind !== "skewSeconds").length <= 1;
  return isOneKind && perStart > callsPerStartMax ? `I8: ${perStart.toFixed(1)} requests for each start` : undefined;
}
