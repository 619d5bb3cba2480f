import * as z from "zod";
import { jsonVariable } from "../../foundation/json-variable.ts";

const wholeNumber = z.int("must be a whole number").positive("must be above 0");

/**
 * What a provider permits one application in one tenant within a sliding window, by origin. Calls include writes. An
 * origin without an entry is not paced.
 */
export const providerRates = z.record(
  z.string(),
  z.strictObject({ windowSeconds: wholeNumber, writes: wholeNumber, calls: wholeNumber }),
  "must be an object: { <origin>: { windowSeconds, writes, calls } }",
);
export type ProviderRates = z.infer<typeof providerRates>;

/** The rates of an environment variable. */
export const providerRatesJson = jsonVariable(providerRates, "{ <origin>: { windowSeconds, writes, calls } }");

/** How long calls that were reserved may be made, in milliseconds. What is not used by then is lost. */
export const grantMillis = 1000;
/** The largest difference between two clocks, in milliseconds, for which the limit is kept. */
const skewMillis = 1000;
/** The share of a window's calls that one reservation may take. */
const grantShare = 0.04;

/**
 * The pace that keeps a limit in every sliding window, with clocks that differ by half a second in either direction: all
 * reservations whose calls may fall into one window start within the window, the life of a grant and the difference of
 * two clocks, and the last of them may exceed it by its whole size.
 */
export function paceOf(limit: number, windowSeconds: number) {
  const grantMax = Math.max(1, Math.floor(limit * grantShare));
  const millisPerCall = (windowSeconds * 1000 + grantMillis + skewMillis) / Math.max(1, limit - grantMax);
  return { grantMax, millisPerCall };
}
export type Pace = ReturnType<typeof paceOf>;
