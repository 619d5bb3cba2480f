import type { Recipe } from "./recipe.ts";

/** An operation that reads from the provider with one connection and has no other input. */
export const reading = (type: string, leastWrites: number): Recipe => ({
  async start(world, round) {
    // The first read of an environment creates everything; later ones are compared with each other.
    if (round === 1) await world.perform(type);
    return world.claimed(type);
  },
  leastWrites,
  provider: "reads",
  choices: ({ connectionIds }) => ({ providerConnectionId: connectionIds }),
});
