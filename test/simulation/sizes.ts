import * as z from "zod";

/** How many worlds each setting has, and how many starts each world. */
export const size = z.object({
  seedCount: z.number(),
  startCount: z.number(),
  /** Starts of real operations; by default one for every three simulated ones. */
  realStartCount: z.number().optional(),
});
export type Size = z.infer<typeof size>;

/** The sizes to run: those given, or the one size that the environment names instead. */
export function sizesFrom(usual: readonly Size[]): readonly Size[] {
  const { SIMULATION_SEEDS: seeds, SIMULATION_STARTS: starts, SIMULATION_REAL_STARTS: real } = process.env;
  if (seeds === undefined && starts === undefined && real === undefined) return usual;
  const one = { seedCount: Number(seeds ?? 3), startCount: Number(starts ?? 50) };
  return [real === undefined ? one : { ...one, realStartCount: Number(real) }];
}

/** What a world of this size may do otherwise. */
export const playOf = ({ realStartCount }: Size) => (realStartCount === undefined ? {} : { realStartCount });
