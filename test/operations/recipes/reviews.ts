import { changeAndSync, type Recipes } from "./recipe.ts";

export const reviewRecipes: Recipes = {
  "environment.review.compose": {
    async start(world, round) {
      await changeAndSync(world, round);
      await world.perform("tenant.evidence.snapshot.generate");
      return world.claimed("environment.review.compose");
    },
    leastWrites: 3,
    provider: "nothing",
    choices: ({ evidenceSnapshotId }) => ({ evidenceSnapshotId: [undefined, evidenceSnapshotId] }),
  },
  "environment.review_pack.generate": {
    async start(world, round) {
      await changeAndSync(world, round);
      await world.perform("tenant.evidence.snapshot.generate");
      await world.perform("environment.review.compose");
      return world.claimed("environment.review_pack.generate", {
        include: ["findings", "runs", "posture", "documents"],
      });
    },
    // The pack twice, its fingerprint and the pointer to it; its file is no write of the table.
    leastWrites: 4,
    provider: "nothing",
    readsRuns: true,
    choices: ({ reviewId }) => ({
      environmentReviewId: [undefined, reviewId],
      include: [undefined, [], ["documents"]],
      locale: [undefined, "de"],
      pii: [undefined, true],
      renew: [undefined, true],
    }),
  },
};
