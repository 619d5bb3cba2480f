import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { unitModel } from "../../bench/unit-model.ts";
import { environmentOf } from "../../infra/environments.ts";
import { asDeployed, production, workloads } from "../../tools/cost/deployment.ts";
import { billOf, meteredUnits, totalOf } from "../../tools/cost/model.ts";
import { costParts, withCostParts } from "../../tools/cost/page.ts";
import { prices } from "../../tools/cost/prices.ts";
import { synthesized, synthesizedWith } from "../infra/synthesized.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/cost.md"), "utf8");
const prod = synthesized("prod");
const settings = environmentOf({ environment: "prod" }, []);
const statistics = z.object({ Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional() });

/** The metrics that a stack's alarms read, as they are billed. */
function alarmMetrics({ all }: ReturnType<typeof synthesized>): number {
  return all("AWS::CloudWatch::Alarm")
    .map((alarm) => statistics.parse(alarm).Metrics)
    .reduce((sum, metrics) => sum + (metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1), 0);
}

describe("the cost page", () => {
  it("holds the numbers of the model", () => {
    expect(withCostParts(page)).toBe(page);
  });

  it.each(Object.keys(costParts))("changes with the model in its part %s", (part) => {
    const changed = page.replace(new RegExp(`(<!-- ${part} -->\\n[^$]*)\\$\\d`), "$1$9999");

    expect(changed).not.toBe(page);
    expect(withCostParts(changed)).toBe(page);
  });

  it("is refused without one of its parts", () => {
    expect(() => withCostParts(page.replace("<!-- busy -->", ""))).toThrow("docs/cost.md has no part busy");
  });
});

describe("the cost model", () => {
  it("counts what the template of production bills by its existence", () => {
    const { name: _, ...withoutCanary } = { ...settings, canary: null };
    expect({
      alarmMetrics: alarmMetrics(prod),
      canaryAlarmMetrics: alarmMetrics(prod) - alarmMetrics(synthesizedWith(withoutCanary)),
      dashboards: prod.all("AWS::CloudWatch::Dashboard").length,
      keys: prod.all("AWS::KMS::Key").length,
      secrets: prod.all("AWS::SecretsManager::Secret").length,
      machineClients: prod
        .all("AWS::Cognito::UserPoolClient")
        .filter((client) => JSON.stringify(client).includes("client_credentials")).length,
      canaryMinutes: settings.canary?.everyMinutes,
      sweepMinutes: 1,
      tickMinutes: 1,
      polledQueues: prod
        .all("AWS::Lambda::EventSourceMapping")
        .filter((mapping) => JSON.stringify(mapping).includes("Queue") && "ScalingConfig" in mapping).length,
      functionGigabytes: 0.5,
      workerGigabytes: 1,
      logDays: settings.logRetentionDays,
    }).toEqual(production);
    expect(settings).toMatchObject({ tracing: asDeployed.tracing, logLevel: asDeployed.logLevel });
  });

  it("charges schedules and alerts what the benchmark of units measures", () => {
    const of = (name: string) => unitModel[name] ?? { write: Number.NaN, read: Number.NaN };
    const [tick, slot] = [of("a tick of the schedules that finds nothing due"), of("slot of a schedule that runs")];
    const [idle, alert] = [
      of("an evaluation that changes nothing"),
      of("alert opened and resolved, sent to one channel"),
    ];

    expect(meteredUnits).toEqual({
      slot: {
        written: slot.write - tick.write - of("success").write,
        read: slot.read - tick.read - of("later run of the same identity").read,
      },
      // It takes three evaluations to open it, to resolve it, and to take it from the list.
      alert: { written: alert.write - 3 * idle.write, read: alert.read - 3 * idle.read },
      evaluation: { written: idle.write, read: idle.read },
    });
  });

  it("charges a million more runs at least for their twelve write units", () => {
    const more = { ...workloads.busy, runs: workloads.busy.runs + 1_000_000 };
    const added = totalOf(billOf(more)) - totalOf(billOf(workloads.busy));

    expect(added).toBeGreaterThan(12 * prices.writeUnit.dollars);
  });

  it("has a source and a date for every price, and uses every price", () => {
    const used = new Set(billOf(workloads.busy).map(({ price }) => price));

    expect([...used].sort()).toEqual(Object.keys(prices).sort());
    for (const { source, asOf, dollars } of Object.values(prices)) {
      expect(source).not.toBe("");
      expect(asOf).toMatch(/^20\d\d/);
      expect(dollars).toBeGreaterThan(0);
    }
  });

  it("is lowered by every switch that the page names", () => {
    const total = totalOf(billOf(workloads.busy));
    for (const to of [
      { tracing: "pass-through" },
      { hasFirewall: false },
      { hasCanary: false },
      { logLevel: "WARN" },
      { hasUserPool: false },
    ] as const) {
      expect(totalOf(billOf(workloads.busy, { ...asDeployed, ...to }))).toBeLessThan(total);
    }
  });
});
