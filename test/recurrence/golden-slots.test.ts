import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as z from "zod";
import { slotsOf } from "../../shared/recurrence/slots.ts";

/** Written by `tools/golden-slots.py`, which shares no code, parser or zone data with the product. */
const golden = z.object({
  zone: z.string(),
  cron: z.string(),
  from: z.string(),
  until: z.string(),
  count: z.int(),
  sha256: z.string(),
});
const lines = readFileSync("test/fixtures/slots/golden.jsonl", "utf8").trimEnd().split("\n");
const windows = lines.map((line) => golden.parse(JSON.parse(line)));

it("the golden file has 24,000 slots of 12 zones", () => {
  expect(new Set(windows.map(({ zone }) => zone)).size).toBe(12);
  expect(windows.reduce((sum, { count }) => sum + count, 0)).toBe(24_000);
});

it("the calculated slots equal an independent calculation on days that change the clock", () => {
  const found = windows.map(({ zone, cron, from, until, count }) => {
    const bounds = { after: Date.parse(from), until: Date.parse(until), max: count };
    const slots = slotsOf({ cron, timeZone: zone }, bounds);
    const text = slots.map((slot) => `${new Date(slot).toISOString().slice(0, 16)}\n`).join("");
    return { zone, cron, from, until, count: slots.length, sha256: hash("sha256", text).slice(0, 16) };
  });

  expect(found).toEqual(windows);
});
