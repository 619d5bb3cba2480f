import fc from "fast-check";

/**
 * Properties are tried with the same values each time, so that a change is judged by what it changes and not by
 * the day's luck. PROPERTY_SEED looks elsewhere; what it finds becomes an example of its own.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 359_360) });
