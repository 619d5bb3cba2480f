import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { metricNamespace } from "../../infra/metrics.ts";
import { runbooks } from "../../infra/runbooks.ts";
import { metricDimensions } from "../../shared/observability/metric-names.ts";
import { synthesized } from "./synthesized.ts";

const project = resolve(import.meta.dirname, "../..");
const prod = synthesized("prod");
const alarms = prod
  .all("AWS::CloudWatch::Alarm")
  .map((alarm) =>
    z.looseObject({ id: z.string(), AlarmDescription: z.string(), AlarmActions: z.array(z.string()) }).parse(alarm),
  );
const pages = readdirSync(resolve(project, "docs/runbooks"));
const runbookOf = (description: string) => /\/docs\/runbooks\/([\w-]+)\.md$/.exec(description)?.[1];

describe("every alarm", () => {
  it.each(alarms)("notifies an operator, names the problem and links its runbook: $id", (alarm) => {
    const region = alarm.id.startsWith("Edge") ? "us-east-1" : "eu-central-1";
    expect(alarm.AlarmActions).toEqual([`arn:aws:sns:${region}:333333333333:runtruth-alarms`]);
    expect(runbooks).toContain(runbookOf(alarm.AlarmDescription));
  });

  it("has a runbook, and every runbook has an alarm", () => {
    const led = new Set(alarms.map(({ AlarmDescription }) => runbookOf(AlarmDescription)));

    expect([...led].sort()).toEqual([...runbooks].sort());
    expect(pages.sort()).toEqual([...runbooks].map((name) => `${name}.md`).sort());
  });

  it.each(pages)("has a runbook with meaning, diagnosis and resolution: %s", (page) => {
    const text = readFileSync(resolve(project, "docs/runbooks", page), "utf8");

    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      "Meaning",
      "Diagnosis",
      "Resolution",
    ]);
  });
});

describe("watcher alarms", () => {
  it("fire after five minutes without a completed sweep, and on missing data", () => {
    expect(alarms.filter(({ AlarmDescription }) => AlarmDescription.includes("No sweep"))).toMatchObject([
      {
        MetricName: "sweep_done",
        Namespace: "Runtruth/prod",
        Dimensions: [{ Name: "service", Value: "reconcile-sweep" }],
        Period: 60,
        EvaluationPeriods: 5,
        Threshold: 1,
        ComparisonOperator: "LessThanThreshold",
        TreatMissingData: "breaching",
      },
    ]);
  });

  it("cover errors and throttles of every function", () => {
    const text = alarms.filter(({ id }) => !id.includes("ReleaseAlarm")).map((alarm) => JSON.stringify(alarm));
    for (const { id } of prod.all("AWS::Lambda::Function")) {
      const own = text.filter((alarm) => alarm.includes(`"Ref":"${id}"`));
      for (const metric of ["Errors", "Throttles"]) {
        expect(own.filter((alarm) => alarm.includes(`"MetricName":"${metric}"`))).toHaveLength(1);
      }
    }
  });

  it("treat missing data as healthy, except those of sweep, schedules and canary", () => {
    const missing = alarms.map(({ TreatMissingData }) => TreatMissingData);

    expect(missing.filter((one) => one === "breaching")).toHaveLength(3);
    expect(missing.filter((one) => one === "notBreaching")).toHaveLength(alarms.length - 3);
  });
});

describe("custom metric", () => {
  const code = readdirSync(resolve(project, "functions"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(resolve(project, "functions", path), "utf8"))
    .join("\n");
  const emitted = new Set(
    [...code.matchAll(/\b(?:count|measure)\(\s*metrics,([^;]+?)[,)]\s*\{/g)].flatMap(([, name = ""]) =>
      [...name.matchAll(/"(\w+)"/g)].map(([, one = ""]) => one),
    ),
  );
  const shown = [...prod.all("AWS::CloudWatch::Alarm"), ...prod.all("AWS::CloudWatch::Dashboard")]
    .map((resource) => JSON.stringify(resource).replaceAll("\\", ""))
    .join("\n");
  const namespace = metricNamespace({ name: "prod" });
  const used = [
    ...shown.matchAll(new RegExp(`MetricName":"(\\w+)","Namespace":"${namespace}"`, "g")),
    ...shown.matchAll(new RegExp(`\\["${namespace}","(\\w+)"`, "g")),
    ...shown.matchAll(new RegExp(`\\{${namespace},[\\w,]+\\} MetricName="(\\w+)"`, "g")),
  ].map(([, name = ""]) => name);

  it("is declared exactly when a function reports it", () => {
    expect([...emitted].sort()).toEqual(Object.keys(metricDimensions).sort());
  });

  it("is reported by a function exactly when an alarm or dashboard reads it", () => {
    expect([...new Set(used)].sort()).toEqual([...emitted].sort());
  });
});

it("dashboard is unique and named after its environment", () => {
  expect(prod.all("AWS::CloudWatch::Dashboard")).toMatchObject([{ DashboardName: "runtruth-prod-eu-central-1" }]);
});
