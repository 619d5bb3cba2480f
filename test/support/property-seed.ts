import fc from "fast-check";

/**
 * Properties run with a fixed seed, so that a failure comes from the change and not from other random values.
 * PROPERTY_SEED sets another seed; a failure it finds becomes an example test.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 359_360) });
