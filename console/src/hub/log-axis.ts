/**
 * The domain of a logarithmic axis of durations in seconds: from one second to the power of ten that holds the longest.
 */
export function decadesOf(seconds: readonly number[]): [number, number] {
  return [1, 10 ** Math.ceil(Math.log10(Math.max(10, ...seconds)))];
}

/** Which ticks have a label: each tenfold step. The chart also draws ticks between them, whose labels would mislead. */
export const isPowerOfTen = (value: number): boolean => Number.isInteger(Math.log10(value));
