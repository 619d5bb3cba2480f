import { afterEach, expect, it } from "vitest";
import { loseFirstAnswers } from "../support/lost-responses.ts";
import { serveOverHttp } from "../support/network.ts";
import { createEngineTable } from "../support/table.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

it("restore ends with the same counts when every first response is lost", async () => {
  const world = await restoreWorld({ table: await createEngineTable(), serve: serveOverHttp });
  const lost = loseFirstAnswers(world.client);
  await world.changeAll();
  // Two policies of the provider are gone since the last sync.
  const kept = world.five.slice(0, 3);
  for (const place of world.five.slice(3)) await world.atProvider("DELETE", place);

  const synced = await world.perform("policy.sync");
  const taken = await world.perform("backup_set.update", { policyIds: kept.map(({ policyId }) => policyId) });
  const preview = await world.start({ dryRun: true });
  const { result: previewed } = await world.attempt(preview);
  const restored = await world.restore({ restoreRunId: preview.id });

  expect(synced).toMatchObject({ outcome: "succeeded", summaryCounts: { updated: 3, deleted: 2, failed: 0 } });
  expect(taken).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 3 } });
  expect(previewed).toMatchObject({ outcome: "succeeded" });
  expect(restored).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 5, succeeded: 5, skipped: 0 } });
  expect(lost()).toBeGreaterThan(20);
});
