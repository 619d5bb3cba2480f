import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional(), file: z.string().optional() }).optional(),
    }),
  ),
});

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.object({ "aws:cdk:path": z.string().optional() }).optional(),
  Condition: z.string().optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** A synthesized stack, parsed but not interpreted. */
export interface CloudAssembly {
  readonly stackName: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly parameters: Readonly<Record<string, { Default?: unknown }>>;
  /** The absolute path of an asset by its object key in the template; undefined for an unknown key. */
  assetAt(objectKey: string): string | undefined;
}

/**
 * Reads the stack that declares the functions from the output folder of `cdk synth`.
 *
 * Throws `UnsupportedAssemblyError` unless there is exactly one, because references between stacks are not supported.
 */
export function readCloudAssembly(folder: string): CloudAssembly {
  const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  const artifacts = Object.entries(manifestSchema.parse(readJson("manifest.json")).artifacts);
  const stacks = artifacts.flatMap(([name, { type, properties }]) => {
    if (type !== "aws:cloudformation:stack" || properties?.templateFile === undefined) return [];
    return [{ stackName: name, ...templateSchema.parse(readJson(properties.templateFile)) }];
  });
  const [stack, ...others] = stacks.filter(({ Resources }) =>
    Object.values(Resources).some(({ Type }) => Type === "AWS::Lambda::Function"),
  );
  if (stack === undefined || others.length > 0) {
    throw new UnsupportedAssemblyError(
      `the assembly in ${folder} has ${stack === undefined ? "no stack" : "more than one stack"} with functions; it must have exactly one`,
    );
  }

  const assets = new Map<string, string>();
  for (const [, { type, properties }] of artifacts) {
    if (type !== "cdk:asset-manifest" || properties?.file === undefined) continue;
    for (const { source, destinations } of Object.values(assetsSchema.parse(readJson(properties.file)).files)) {
      for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, path.resolve(folder, source.path));
    }
  }
  return {
    stackName: stack.stackName,
    resources: stack.Resources,
    parameters: stack.Parameters,
    assetAt: (objectKey) => assets.get(objectKey),
  };
}

/** A resource's construct path without stack and generated suffix: `Lane/Queue` for `App/Lane/Queue/Resource`. */
export function constructPath(logicalId: string, resource: Resource): string {
  const parts = resource.Metadata?.["aws:cdk:path"]?.split("/").slice(1) ?? [logicalId];
  const named = parts.at(-1) === "Resource" ? parts.slice(0, -1) : parts;
  return named.length === 0 ? logicalId : named.join("/");
}
