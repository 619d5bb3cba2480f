import { Stack } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { operationsApp } from "../../infra/operations-app.ts";
import { synthesized } from "./synthesized.ts";

const context = { environment: "prod", "aws:cdk:bundling-stacks": [] };

/** The stacks that CloudFormation would refuse to delete. */
const refusing = (first: object) =>
  operationsApp({ ...context, ...first })
    .node.children.filter(Stack.isStack)
    .filter(({ terminationProtection }) => terminationProtection)
    .map(({ stackName }) => stackName);

describe("a first deployment to production", () => {
  const first = synthesized("prod", { firstDeployment: "true" });
  const later = synthesized("prod");
  const protections = ({ resources }: typeof first) =>
    JSON.stringify(resources).match(/"DeletionProtection(?:Enabled)?":(?:true|"ACTIVE")/g) ?? [];

  it("can be removed after a failure, because nothing refuses deletion", () => {
    expect(protections(first)).toEqual([]);
    expect(refusing({ firstDeployment: "true" })).toEqual([]);
  });

  it("is followed by one that protects data stack, table and users", () => {
    expect(protections(later)).toHaveLength(2);
    expect(refusing({})).toEqual(["runtruth-prod", "runtruth-prod-pipeline"]);
  });

  it("differs from the next one in protection only, so that nothing is replaced", () => {
    const unprotected = (text: string) => text.replaceAll(/"DeletionProtection(?:Enabled)?":[^,}]+/g, "");

    expect(unprotected(JSON.stringify(first.resources))).toBe(unprotected(JSON.stringify(later.resources)));
  });
});
