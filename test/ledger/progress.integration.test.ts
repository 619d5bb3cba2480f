import { expect, it } from "vitest";
import { correlation, createEngineWorld, delivery, policySync } from "./world.ts";

it("stored progress replaces a phase by counts and keeps counts under a phase", async () => {
  const world = await createEngineWorld();
  const answer = await world.start(policySync);
  if (!("run" in answer)) throw new Error("the start was refused");
  const claimed = await world.runService.claim(correlation(answer.run.id), delivery());
  if (claimed.outcome !== "written") throw new Error("expected the claim to be written");
  const stored = async () => {
    const run = await world.queries.getRun(answer.run.id);
    return { phase: run?.context.progress?.phase?.key, counts: run?.summaryCounts };
  };

  await world.runService.reportProgress(claimed.run, { phase: "collecting_policies" });
  expect(await stored()).toEqual({ phase: "collecting_policies", counts: {} });

  await world.runService.reportProgress(claimed.run, { counts: { processed: 1, total: 9 } });
  expect(await stored()).toEqual({ phase: undefined, counts: { processed: 1, total: 9 } });

  await world.runService.reportProgress(claimed.run, { phase: "reading_evidence" });
  expect(await stored()).toEqual({ phase: "reading_evidence", counts: { processed: 1, total: 9 } });
});
