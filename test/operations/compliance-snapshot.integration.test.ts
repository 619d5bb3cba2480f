import { expect, it } from "vitest";
import * as z from "zod";
import { devicesSeeded } from "../../local/provider/graph/device-management.ts";
import { graphWorld } from "./graph-world.ts";

const counts = z.object({
  devices: z.number(),
  stale: z.number(),
  platforms: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
});
const states = ["compliant", "noncompliant", "inGracePeriod", "configManager", "conflict", "error", "unknown"];

it("compliance snapshot counts every device once by platform and state", async () => {
  const world = await graphWorld();
  world.clock.set(new Date("2026-11-29T12:00:00Z"));

  expect(await world.perform("compliance.snapshot")).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: devicesSeeded, processed: devicesSeeded },
  });
  const { content } = await world.newest("compliance-snapshots");
  const { devices, stale, platforms } = counts.parse(content);
  const sum = platforms.flatMap((platform) => states.map((state) => Number(platform[state])));
  expect(sum.reduce((one, other) => one + other, 0)).toBe(devicesSeeded);
  expect([devices, stale]).toEqual([devicesSeeded, devicesSeeded / 12]);
  expect(content).toMatchObject({
    isWhole: true,
    summary: expect.arrayContaining([{ state: "compliant", counted: 600, stated: 597, difference: 3 }]),
  });
  expect(JSON.stringify(content).length).toBeLessThan(16_384);
});

it("compliance snapshot stores no device, user or serial number", async () => {
  const world = await graphWorld();
  await world.perform("compliance.snapshot");

  expect(await world.stored()).not.toMatch(/CONTOSO-|device\.user|SN-\d/);
});

it("compliance snapshot that is cut short is partial and says so", async () => {
  const world = await graphWorld();
  await world.control("/_faults", { match: "skiptoken", status: 403, times: 1 });

  expect(await world.perform("compliance.snapshot")).toMatchObject({ outcome: "partially_succeeded" });
  expect(await world.newest("compliance-snapshots")).toMatchObject({
    status: "incomplete",
    content: { devices: 1000, isWhole: false },
  });
});

it("compliance snapshot is blocked and names the permission without devices", async () => {
  const world = await graphWorld();
  await world.control("/_grants", { without: ["DeviceManagementManagedDevices.Read.All"] });

  expect(await world.perform("compliance.snapshot")).toMatchObject({
    outcome: "blocked",
    failures: [{ about: { permission: "DeviceManagementManagedDevices.Read.All" } }],
  });
});
