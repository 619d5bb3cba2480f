/** Bundles that a test has just built: nothing of them is left to transform. */
const builtBundles = /\/\.cache\/mutants\//;

/**
 * Every source file except tests and the console. Node runs these itself, as it does outside of tests: Vitest would
 * transform each of them again for every thread and reach each imported name through a getter, which took a third of
 * the simulation's processor time. A handler reads its environment when it is loaded, so its test loads it anew.
 */
const sources =
  /\/(?:bench|clients|functions|infra|local|shared|test|tools)\/(?!.*(?:\.(?:test|faults)|\/handler)\.ts$).*\.ts$/;

/** What Vitest leaves to Node. */
export const external = [builtBundles, sources];
