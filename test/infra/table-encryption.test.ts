import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { synthesized } from "./synthesized.ts";

const dev = synthesized("dev");
const prod = synthesized("prod");

const keyPolicy = z.object({
  KeyPolicy: z.object({
    Statement: z.array(z.looseObject({ Principal: z.unknown(), Action: z.union([z.string(), z.array(z.string())]) })),
  }),
});

describe("table data", () => {
  it.each([
    { name: "dev", stack: dev, deletion: "Delete" },
    { name: "prod", stack: prod, deletion: "RetainExceptOnCreate" },
  ])("in $name is encrypted with a rotated, retained customer-managed key: $deletion", (given) => {
    const { stack, deletion } = given;
    const keys = Object.keys(stack.template.findResources("AWS::KMS::Key"));

    // The other one signs review packs.
    expect(keys.filter((id) => !id.startsWith("ArtifactsSigningKey"))).toEqual([expect.stringMatching(/^RunTableKey/)]);
    stack.template.hasResource("AWS::KMS::Key", {
      DeletionPolicy: deletion,
      Properties: { EnableKeyRotation: true, PendingWindowInDays: 30 },
    });
    stack.template.hasResourceProperties("AWS::DynamoDB::GlobalTable", {
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
      Replicas: [Match.objectLike({ SSESpecification: { KMSMasterKeyId: { "Fn::GetAtt": [keys[0], "Arn"] } } })],
    });
  });

  it("is decrypted only through DynamoDB of this account", () => {
    const [key] = dev.all("AWS::KMS::Key").map((one) => keyPolicy.parse(one));
    const [administration, use, ...others] = key?.KeyPolicy.Statement ?? [];

    expect(others).toEqual([]);
    expect(JSON.stringify(administration?.Principal)).toContain(":root");
    expect(use).toMatchObject({
      Effect: "Allow",
      Principal: { AWS: "*" },
      Condition: {
        StringEquals: { "kms:CallerAccount": "111111111111", "kms:ViaService": "dynamodb.eu-central-1.amazonaws.com" },
      },
    });
    expect([use?.Action].flat().filter((action) => String(action).includes("*"))).toEqual([]);
    // No role has a permission on the key: access to the table decides what it may read.
    for (const type of ["AWS::IAM::Role", "AWS::IAM::Policy"]) {
      expect(JSON.stringify(dev.all(type))).not.toMatch(/kms:(?!Sign|GetPublicKey)/);
    }
  });
});
