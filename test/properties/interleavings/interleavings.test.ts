import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { loadProduct } from "../../support/product.ts";
import { configurations } from "./configurations.ts";
import { type Exploration, explore } from "./explore.ts";
import { largeConfigurations } from "./large-configurations.ts";

/** Far above every configuration of `npm test`; the large ones may stop here and report it. */
const statesMax = 8_000_000;
const isLarge = process.env.INTERLEAVINGS === "large";
const explored = [...configurations, ...(isLarge ? largeConfigurations : [])];
const results: ({ name: string; processorSeconds: number } & Exploration)[] = [];

describe("the code under every order of its steps", () => {
  it.each(explored)("keeps every invariant: $name", { timeout: 3_600_000 }, async (configuration) => {
    const product = await loadProduct();
    const began = process.threadCpuUsage();
    const result = await explore(product, configuration, { statesMax });
    const { user, system } = process.threadCpuUsage(began);
    results.push({ name: configuration.name, processorSeconds: (user + system) / 1e6, ...result });

    expect(result.violations).toEqual([]);
    expect(result.isComplete || isLarge).toBe(true);
  });
});

afterAll(() => {
  const sum = (of: (one: (typeof results)[number]) => number) => results.reduce((total, one) => total + of(one), 0);
  const totals = {
    configurations: results.length,
    actors: new Set(explored.flatMap(rolesOf)).size,
    actorsAtMost: Math.max(...results.map(({ actors }) => actors)),
    states: sum(({ states }) => states),
    processorSeconds: sum(({ processorSeconds }) => processorSeconds),
    steps: sum(({ steps }) => steps),
    schedules: sum(({ schedules }) => schedules),
    longestSchedule: Math.max(...results.map(({ longestSchedule }) => longestSchedule)),
    violations: sum(({ violations }) => violations.length),
    reached: [...new Set(results.flatMap(({ reached }) => reached))].sort(),
  };
  mkdirSync("reports", { recursive: true });
  const byName = [...results].sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync("reports/interleavings.json", `${JSON.stringify({ totals, explored: byName }, undefined, 2)}\n`);
  if (results.length < explored.length) return;
  // A rule about an event that never occurs proves nothing: every writer ended a run, and every answer was given.
  expect(totals.reached).toEqual(expect.arrayContaining([...everyEnd, ...everyAnswer]));
});

const everyAnswer = ["queued", "already_running", "replayed", "dispatch_failed", "idempotency_key_reused"];
const everyEnd = [
  "succeeded by worker",
  "failed by worker",
  "failed by dispatch",
  "failed by failed_job_bridge",
  "failed by scheduled_reconciler",
  "succeeded by adapter_reconciler",
  "failed by adapter_reconciler",
  "failed by operator",
];

/** The actors of one configuration, by role. */
function rolesOf({ starters, budget }: (typeof explored)[number]): string[] {
  const parts = ["deliveries", "bridges", "sweeps", "adapters", "operators"] as const;
  return [
    ...starters.map((_, at) => `starter ${at + 1}`),
    ...parts.flatMap((part) => Array.from({ length: budget[part] ?? 0 }, (_, at) => `${part} ${at + 1}`)),
  ];
}
