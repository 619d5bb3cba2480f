import { expect, it } from "vitest";
import { plusSeconds } from "../../shared/foundation/clock.ts";
import { meteredClient } from "./meter.ts";
import { correlation, createEngineWorld, delivery, parts, policySync } from "./world.ts";

it.each([
  {
    what: "that a delayed message ends",
    seconds: 60,
    isParked: false,
    cost: { calls: 2, writeUnits: 2, readUnits: 0 },
    why: "the hand-over 1, the next claim 1",
  },
  {
    what: "that the sweep ends",
    seconds: 3600,
    isParked: true,
    cost: { calls: 4, writeUnits: 8, readUnits: 0 },
    why: "the hand-over 3, the reserved send 3, the dispatch 1, the next claim 1",
  },
])("a wait $what costs $cost.writeUnits units: $why", async ({ seconds, isParked, cost }) => {
  const world = await createEngineWorld();
  const started = await world.start(policySync);
  if (!("run" in started)) throw new Error("the start was refused");
  const claimed = await world.runService.claim(correlation(started.run.id), delivery());
  if (claimed.outcome !== "written") throw new Error("the claim was refused");
  const meter = meteredClient(world.table);
  const metered = { client: meter.client, tableName: world.table.tableName };
  const ledger = parts({ table: metered, clock: world.clock, sqs: world.sqsClient, seed: 99 });

  const wait = { reason: "provider_throttled", until: plusSeconds(world.clock.now(), seconds) } as const;
  const next = { queuedWindowSeconds: 600, wait, isParked };
  const handed = await ledger.runService.handOver(claimed.run, { page: 3 }, next);
  if (handed.outcome !== "written") throw new Error("the hand-over was refused");
  world.clock.advance(seconds + 1);
  if (isParked) expect(await ledger.delivery.deliverAgain(handed.run, "long")).toMatchObject({ kind: "delivered" });
  const again = delivery({ messageId: "m2", claimToken: "t2" });
  expect((await ledger.runService.claim(correlation(handed.run.id), again)).outcome).toBe("written");

  expect(meter.totals).toEqual(cost);
});
