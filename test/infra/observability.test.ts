import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { metricNamespace } from "../../infra/metrics.ts";
import { runbooks } from "../../infra/runbooks.ts";
import { metricDimensions } from "../../shared/metric-names.ts";
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
  it.each(alarms)("tells somebody, says what is wrong and leads to a runbook: $id", (alarm) => {
    expect(alarm.AlarmActions).toEqual(["arn:aws:sns:eu-central-1:333333333333:runtruth-alarms"]);
    expect(runbooks).toContain(runbookOf(alarm.AlarmDescription));
  });

  it("has a page, and every page has its alarm", () => {
    const led = new Set(alarms.map(({ AlarmDescription }) => runbookOf(AlarmDescription)));

    expect([...led].sort()).toEqual([...runbooks].sort());
    expect(pages.sort()).toEqual([...runbooks].map((name) => `${name}.md`).sort());
  });

  it.each(pages)("has a page that says what it means, what to look at and what to do: %s", (page) => {
    const text = readFileSync(resolve(project, "docs/runbooks", page), "utf8");

    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      "What it means",
      "What to look at",
      "What to do",
    ]);
  });
});

describe("the watchers", () => {
  it("are watched: five minutes without the end of a sweep sound, and hearing nothing counts as that", () => {
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

  it("look at errors and throttling of each function", () => {
    const text = alarms.map((alarm) => JSON.stringify(alarm));
    for (const { id } of prod.all("AWS::Lambda::Function")) {
      const own = text.filter((alarm) => alarm.includes(`"Ref":"${id}"`));
      for (const metric of ["Errors", "Throttles"]) {
        expect(own.filter((alarm) => alarm.includes(`"MetricName":"${metric}"`))).toHaveLength(1);
      }
    }
  });

  it("are silent where nothing happens, beside the one whose silence is the trouble", () => {
    const missing = alarms.map(({ TreatMissingData }) => TreatMissingData);

    expect(missing.filter((one) => one === "breaching")).toHaveLength(1);
    expect(missing.filter((one) => one === "notBreaching")).toHaveLength(alarms.length - 1);
  });
});

describe("a number of our own", () => {
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

  it("that a function reports is declared, and the other way round", () => {
    expect([...emitted].sort()).toEqual(Object.keys(metricDimensions).sort());
  });

  it("that an alarm or the dashboard reads is reported by a function, and none is reported for nobody", () => {
    expect([...new Set(used)].sort()).toEqual([...emitted].sort());
  });
});

it("there is one dashboard, named after its environment", () => {
  expect(prod.all("AWS::CloudWatch::Dashboard")).toMatchObject([{ DashboardName: "runtruth-prod" }]);
});
