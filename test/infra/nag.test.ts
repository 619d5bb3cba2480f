import { App, Stack, Validations } from "aws-cdk-lib";
import { CfnQueue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import type { IConstruct } from "constructs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { environmentNames } from "../../infra/environments.ts";
import { operationsApp } from "../../infra/operations-app.ts";

const findings = (app: App) =>
  new AwsSolutionsChecks(app).validateScope(app).violations.map(({ ruleName, violatingResources }) => ({
    rule: ruleName,
    at: violatingResources.map(({ constructPath }) => constructPath),
  }));

const acknowledged = z.record(z.string(), z.string());

/** Every suppression in the tree, by rule and construct, with its reason. */
function exceptions(app: App) {
  const under = (construct: IConstruct): IConstruct[] => [construct, ...construct.node.children.flatMap(under)];
  return under(app).flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(acknowledged.parse(data)))
      .map(([rule, reason]) => ({ at: node.path, rule: rule.replace(/^Annotation::|\[.*/gs, ""), reason }))
      // The library suppresses a rule of another tool for its own construct.
      .filter(({ rule }) => rule.startsWith("AwsSolutions-")),
  );
}

/** The number of suppressions per rule. A new one is a decision and changes a number here. */
const everywhere = {
  "AwsSolutions-APIG4": 4,
  "AwsSolutions-CFR1": 1,
  "AwsSolutions-COG8": 1,
  "AwsSolutions-IAM5": 15,
  "AwsSolutions-SMG4": 2,
  "AwsSolutions-SQS3": 2,
};
const withoutDomainAndFirewall = { "AwsSolutions-CFR2": 1, "AwsSolutions-CFR4": 1 };
const expected = {
  dev: { ...everywhere, ...withoutDomainAndFirewall },
  // More: gradual rollouts read the state of alarms, and the workflow's two roles use generated names.
  staging: { ...everywhere, ...withoutDomainAndFirewall, "AwsSolutions-IAM5": 25 },
  prod: { ...everywhere, "AwsSolutions-IAM5": 25 },
};

describe("cdk-nag's AwsSolutions rules", () => {
  it.each(environmentNames)(
    "report nothing in %s except a fixed number of justified suppressions",
    (environment) => {
      const app = operationsApp({ environment, "aws:cdk:bundling-stacks": [] });
      const made = exceptions(app);
      const counts: Record<string, number> = {};
      for (const { rule } of made) counts[rule] = (counts[rule] ?? 0) + 1;

      expect(findings(app)).toEqual([]);
      expect(counts).toEqual(expected[environment]);
      expect(made.filter(({ reason }) => !/^.{40,}\.$/.test(reason))).toEqual([]);
      expect(made.filter(({ at }) => at.split("/").length < 2)).toEqual([]);
    },
    // Every rule runs on every resource: seconds, and more on a busy machine.
  );

  it("report a violation in a faulty stack", () => {
    const app = new App();
    new CfnQueue(new Stack(app, "Canary"), "OpenQueue");

    expect(findings(app)).toEqual([
      { rule: "AwsSolutions-SQS3", at: ["Canary/OpenQueue"] },
      { rule: "AwsSolutions-SQS4", at: ["Canary/OpenQueue"] },
    ]);
  });
});
