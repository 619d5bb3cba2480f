import { expect, it } from "vitest";
import { createInProcessWorld } from "../in-process-world.ts";
import { everyRow, hub } from "./read-all-pages.ts";
import { writeHistory } from "./run-histories.ts";

const of = { environmentId: "acme-prod", type: "policy.sync" } as const;

it("the explanation names the run that superseded a problem and the time", async () => {
  const world = await createInProcessWorld();
  const [problemId = "", successId = ""] = await writeHistory(world, [
    { ...of, state: "failed", age: 5000 },
    { ...of, state: "succeeded", age: 3000 },
  ]);
  const { body: success } = await world.call({ path: `${hub}/${successId}` });

  const { body } = await world.call({ path: `${hub}/${problemId}` });

  expect(await everyRow(world, { tab: "needs_attention" })).toEqual([]);
  const attention = body.explanation.find(({ topic }: { topic: string }) => topic === "attention");
  expect(attention).toMatchObject({
    verdict: { code: "needs_nobody" },
    facts: [
      { code: "outcome_failed", at: body.completedAt },
      { code: "later_success", runId: successId, at: success.completedAt },
    ],
  });
});
