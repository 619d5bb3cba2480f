/** One call of a function: the nth call with this name, before or after the engine's response. */
export interface KillPoint {
  readonly operation: string;
  readonly occurrence: number;
  readonly when: "before" | "after";
}

export const named = ({ operation, occurrence, when }: KillPoint) => `${when} ${operation} ${occurrence}`;

/**
 * The kill points of one invocation, chosen from its calls: the first, the last, and others evenly between, at most
 * `pointsMax`. A sweep sends the same query to every shard, so its first and last represent all.
 */
export function killPointsOf(calls: readonly string[], pointsMax: number): readonly KillPoint[] {
  const seen = new Map<string, number>();
  const all = calls.flatMap((operation) => {
    const occurrence = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, occurrence);
    return (["before", "after"] as const).map((when): KillPoint => ({ operation, occurrence, when }));
  });
  const telling = all.filter((one) => one.operation !== "Query" || [1, seen.get("Query")].includes(one.occurrence));
  const count = Math.min(pointsMax, telling.length);
  const step = (telling.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, at) => telling[Math.round(at * step)]).filter((one) => one !== undefined);
}
