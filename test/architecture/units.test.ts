import { describe, expect, it } from "vitest";
import { createInProcessTable } from "../../bench/in-process.ts";
import { createStage, lives } from "../../bench/lives.ts";
import { sumOf } from "../../bench/meter.ts";
import { createReader, readModels } from "../../bench/read-models.ts";
import { putAll, runItems, scopeItems } from "../../bench/seed.ts";
import { readCeilings, unitModel } from "../../bench/unit-model.ts";
import { NOW, testClock } from "../support/clock.ts";

describe("what a life costs", () => {
  it.each(Object.keys(lives))("is no more than the unit model says: %s", async (name) => {
    const stage = createStage(createInProcessTable(testClock()));

    await lives[name]?.(stage);

    const billed = stage.steps.flatMap((step) => step.billed);
    const cost = { write: sumOf(billed, "write"), read: sumOf(billed, "read"), calls: billed.length };
    const { write = 0, read = 0, calls = 0 } = unitModel[name] ?? {};
    expect(cost).toEqual({ write, read, calls });
  });
});

describe("what a read model costs", () => {
  it.each(Object.entries(readModels))(
    "is the same with 1,200 and with 2,400 runs behind it: %s",
    async (name, model) => {
      const { write: _write, why: _why, ...ceiling } = readCeilings[name] ?? {};
      for (const runs of [1200, 2400]) {
        const place = createInProcessTable(testClock());
        const items = [...runItems(0, runs, NOW)];
        await putAll(place, [...scopeItems(), ...items]);
        const ended = items.find((item) => item.status === "completed");

        const { billed } = await createReader(place, testClock())(model, String(ended?.pk).slice("RUN#".length));

        const roundTrips = billed.filter(({ isRoundTrip }) => isRoundTrip).length;
        expect({ read: sumOf(billed, "read"), calls: billed.length, roundTrips }).toEqual(ceiling);
      }
    },
  );
});
