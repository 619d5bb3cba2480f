import { type Ids, ulid } from "../../shared/foundation/ids.ts";

/**
 * Deterministic ids: real ULIDs and eleven-character tokens, from a counter mixed with the seed. Different seeds never
 * produce the same id, so one test can simulate two contenders.
 */
export function testIds(seed = 1): Ids {
  const random = randomFrom(seed);
  let tokens = 0;
  return {
    next: (now) => ulid(now, random),
    token() {
      tokens += 1;
      return `t${seed.toString(36).padStart(4, "0")}${tokens.toString(36).padStart(6, "0")}`.slice(-11);
    },
  };
}

/** Numbers from 0 up to 1, deterministic per seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
