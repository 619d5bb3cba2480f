import { expect, it } from "vitest";
import { callBoundViolation } from "./call-bound.ts";
import { settingOf } from "./faults.ts";
import { playWorld } from "./simulate.ts";
import { type Change, createWorld } from "./world.ts";

const setting = settingOf("store_ambiguous");

/** Reads each run once more before every update of it. */
const readsFirst: Change = (call, { engine }) => {
  const { TableName, Key } = call.request;
  if (call.operation === "UpdateItem") engine.execute({ operation: "GetItem", request: { TableName, Key } });
  return call;
};

async function violationOf(change?: Change): Promise<string | undefined> {
  const world = await createWorld(1, setting, change === undefined ? {} : { change });
  const { simulated } = await playWorld(world, 100);
  return callBoundViolation(setting, simulated);
}

it("request bound accepts the protocol under one kind of fault", async () => {
  expect(await violationOf()).toBeUndefined();
});

it("request bound rejects an additional read before every update", async () => {
  expect(await violationOf(readsFirst)).toMatch(/^I8: .* requests for each run$/);
});
