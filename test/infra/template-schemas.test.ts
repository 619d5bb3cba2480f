import { describe, expect, it } from "vitest";
import { environmentNames } from "../../infra/environments.ts";
import { type Resource, synthesized } from "./synthesized.ts";
import { templateFindings } from "./template-findings.ts";

const aQueue = (Properties: Record<string, unknown>): { Resources: Record<string, Resource> } => ({
  Resources: { Queue: { Type: "AWS::SQS::Queue", Properties } },
});

describe("every template", () => {
  it.each(environmentNames)("of %s satisfies the services' own schemas and limits", (name) => {
    const { stacks } = synthesized(name);
    const checked = Object.values(stacks).flatMap(({ Resources }) => Object.keys(Resources));

    expect(checked.length).toBeGreaterThan(120);
    expect(Object.values(stacks).flatMap(templateFindings)).toEqual([]);
  });
});

describe("the check", () => {
  it.each([
    { what: "an unknown type", resource: { Type: "AWS::SQS::Kew", Properties: {} }, finding: "type AWS::SQS::Kew" },
    {
      what: "an unknown property",
      resource: { Type: "AWS::SQS::Queue", Properties: { Colour: "green" } },
      finding: "One.Colour: is not a property",
    },
    {
      what: "a wrong type",
      resource: { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: "soon" } },
      finding: "One.VisibilityTimeout: must be a whole number",
    },
    {
      what: "a missing property",
      resource: { Type: "AWS::Lambda::Alias", Properties: { FunctionName: "f", Name: "live" } },
      finding: "One.FunctionVersion: is required",
    },
    {
      what: "a value outside of its list",
      resource: {
        Type: "AWS::Lambda::Function",
        Properties: { Code: {}, Role: "arn:aws:iam::111111111111:role/r", LoggingConfig: { LogFormat: "Yaml" } },
      },
      finding: "One.LoggingConfig.LogFormat: must be one of Text, JSON",
    },
    {
      what: "a number beyond its limit",
      resource: { Type: "AWS::SQS::Queue", Properties: { MessageRetentionPeriod: 1_209_601 } },
      finding: "One.MessageRetentionPeriod: is 1209601; 60 to 1209600 are allowed",
    },
    {
      what: "a name that is too long",
      resource: {
        Type: "AWS::Lambda::Alias",
        Properties: { FunctionName: "f", FunctionVersion: "1", Name: "n".repeat(129) },
      },
      finding: "One.Name: has 129 characters",
    },
  ])("reports a template with $what", ({ resource, finding }) => {
    expect(templateFindings({ Resources: { One: resource } })).toEqual(
      expect.arrayContaining([expect.stringContaining(finding)]),
    );
  });

  it.each([1_209_600, { Ref: "Days" }, { "Fn::GetAtt": ["Other", "Days"] }])(
    "accepts a number at its limit and a reference: %j",
    (MessageRetentionPeriod) => {
      expect(templateFindings(aQueue({ MessageRetentionPeriod }))).toEqual([]);
    },
  );
});
