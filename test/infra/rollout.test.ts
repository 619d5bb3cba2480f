import { describe, expect, it } from "vitest";
import * as z from "zod";
import { synthesized } from "./synthesized.ts";

const prod = synthesized("prod");
const dev = synthesized("dev");
const reference = z.object({ Ref: z.string() });
const aliases = prod.all("AWS::Lambda::Alias").map(({ id }) => id);

describe("a new version in production", () => {
  it("serves a tenth of the invocations first, of every function", () => {
    expect(aliases).toHaveLength(prod.all("AWS::Lambda::Function").length);
    for (const id of aliases) {
      expect(prod.resources[id]).toMatchObject({
        UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: expect.any(String) } } },
      });
    }
    for (const group of prod.all("AWS::CodeDeploy::DeploymentGroup")) {
      expect(group).toMatchObject({ DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes" });
    }
  });

  it("is reverted when its alarm fires", () => {
    const alarms = new Set(prod.all("AWS::CloudWatch::Alarm").map(({ id }) => id));
    for (const group of prod.all("AWS::CodeDeploy::DeploymentGroup")) {
      expect(group).toMatchObject({
        AutoRollbackConfiguration: { Enabled: true, Events: expect.arrayContaining(["DEPLOYMENT_STOP_ON_ALARM"]) },
      });
      const { AlarmConfiguration } = z
        .object({ AlarmConfiguration: z.object({ Alarms: z.array(z.object({ Name: reference })).length(1) }) })
        .parse(group);
      expect(alarms).toContain(AlarmConfiguration.Alarms[0]?.Name.Ref);
    }
  });

  it("is reached by triggers through the alias only", () => {
    const triggered = [
      ...prod.all("AWS::Lambda::EventSourceMapping"),
      ...prod.all("AWS::Lambda::Permission"),
      ...prod.all("AWS::ApiGatewayV2::Integration"),
      ...prod.all("AWS::Scheduler::Schedule"),
    ];
    const functions = prod.all("AWS::Lambda::Function").map(({ id }) => id);

    expect(triggered).toHaveLength(12);
    for (const trigger of triggered) {
      const { id: _, ...properties } = trigger;
      const text = JSON.stringify(properties);
      expect(aliases.filter((id) => text.includes(`"${id}"`))).toHaveLength(1);
      expect(functions.filter((id) => text.includes(`"${id}"`))).toEqual([]);
    }
  });

  it("names the alarm of the API that reverts the stack", () => {
    expect(prod.stacks["runtruth-prod-app"]?.Outputs).toHaveProperty("RollbackAlarmArns");
  });
});

it("dev replaces functions at once", () => {
  expect(dev.all("AWS::Lambda::Alias")).toEqual([]);
  expect(dev.all("AWS::CodeDeploy::DeploymentGroup")).toEqual([]);
});

describe("the log level", () => {
  it.each([
    { stack: dev, level: "DEBUG" },
    { stack: prod, level: "INFO" },
  ])("$level is Lambda's own, because it overrides a variable", ({ stack, level }) => {
    for (const one of stack.all("AWS::Lambda::Function")) {
      expect(one).toMatchObject({ LoggingConfig: { LogFormat: "JSON", ApplicationLogLevel: level } });
      expect(JSON.stringify(one)).not.toContain("LOG_LEVEL");
    }
  });
});
