import type { CloudAssembly, Resource } from "../../../local/assembly/cloud-assembly.ts";
import type { LocalAddresses } from "../../../local/assembly/references.ts";

export const addresses: LocalAddresses = {
  sqs: "http://127.0.0.1:4001",
  objects: "http://127.0.0.1:4004",
  issuer: "http://127.0.0.1:4002",
  api: "http://127.0.0.1:4003",
};

/** A resource of a template, with the construct path that the CDK would note. */
export function aResource(Type: string, Properties: Record<string, unknown> = {}, constructs?: string): Resource {
  return {
    Type,
    Properties,
    ...(constructs === undefined ? {} : { Metadata: { "aws:cdk:path": `App/${constructs}/Resource` } }),
  };
}

/** An assembly of these resources; every asset `x.zip` is the folder `/assets/x`. */
export function anAssembly(resources: Record<string, Resource>): CloudAssembly {
  return {
    stackName: "App",
    resources,
    parameters: { Size: { Default: "7" } },
    outputOf: () => undefined,
    assetAt: (key) => (key.endsWith(".zip") ? `/assets/${key.slice(0, -4)}` : undefined),
  };
}

export const aFunction = (properties: Record<string, unknown> = {}, constructs = "Worker") =>
  aResource(
    "AWS::Lambda::Function",
    { Runtime: "nodejs24.x", Handler: "index.handler", Code: { S3Key: "worker.zip" }, ...properties },
    constructs,
  );
