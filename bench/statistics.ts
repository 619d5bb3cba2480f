/** The median. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The quantile for a share from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The growth exponent between the first and the last point: 0 is constant, 1 is linear. */
export function exponent(points: readonly (readonly [size: number, cost: number])[]): number {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first[1] <= 0 || last[1] <= 0) return 0;
  return Math.log(last[1] / first[1]) / Math.log(last[0] / first[0]);
}

export const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));
