import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).default([]),
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
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
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

/** The stacks of a synthesized environment as one, parsed but not interpreted. */
export interface CloudAssembly {
  /** The name of the stack that the others depend on. */
  readonly stackName: string;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly parameters: Readonly<Record<string, { Default?: unknown }>>;
  /** The value of a stack's output, unresolved; undefined for an unknown one. */
  outputOf(stackName: string, output: string): unknown;
  /** The absolute path of an asset by its object key in the template; undefined for an unknown key. */
  assetAt(objectKey: string): string | undefined;
}

/**
 * Reads all stacks from the output folder of `cdk synth`.
 *
 * Throws `UnsupportedAssemblyError` without functions, and when two stacks use one logical id, which names a resource here.
 */
export function readCloudAssembly(folder: string): CloudAssembly {
  const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  const artifacts = Object.entries(manifestSchema.parse(readJson("manifest.json")).artifacts);
  const stacks = artifacts.flatMap(([stackName, { type, dependencies, properties }]) => {
    if (type !== "aws:cloudformation:stack" || properties?.templateFile === undefined) return [];
    return [{ stackName, dependencies, ...templateSchema.parse(readJson(properties.templateFile)) }];
  });
  const resources = Object.fromEntries(stacks.flatMap(({ Resources }) => Object.entries(Resources)));
  const isStack = (name: string) => stacks.some(({ stackName }) => stackName === name);
  const first = stacks.find(({ dependencies }) => !dependencies.some(isStack));
  if (first === undefined || !Object.values(resources).some(({ Type }) => Type === "AWS::Lambda::Function")) {
    throw new UnsupportedAssemblyError(`the assembly in ${folder} has no stack with functions`);
  }
  const ids = stacks.flatMap(({ Resources }) => Object.keys(Resources));
  const shared = ids.filter((id, at) => ids.indexOf(id) < at);
  if (shared.length > 0) {
    throw new UnsupportedAssemblyError(`the stacks in ${folder} share logical ids: ${shared.join(", ")}`);
  }

  const assets = new Map<string, string>();
  for (const [, { type, properties }] of artifacts) {
    if (type !== "cdk:asset-manifest" || properties?.file === undefined) continue;
    for (const { source, destinations } of Object.values(assetsSchema.parse(readJson(properties.file)).files)) {
      for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, path.resolve(folder, source.path));
    }
  }
  return {
    stackName: first.stackName,
    resources,
    parameters: Object.fromEntries(stacks.flatMap(({ Parameters }) => Object.entries(Parameters))),
    outputOf: (name, output) => stacks.find(({ stackName }) => stackName === name)?.Outputs[output]?.Value,
    assetAt: (objectKey) => assets.get(objectKey),
  };
}

/** A resource's construct path without stack and generated suffix: `Lane/Queue` for `App/Lane/Queue/Resource`. */
export function constructPath(logicalId: string, resource: Resource): string {
  const parts = resource.Metadata?.["aws:cdk:path"]?.split("/").slice(1) ?? [logicalId];
  const named = parts.at(-1) === "Resource" ? parts.slice(0, -1) : parts;
  return named.length === 0 ? logicalId : named.join("/");
}
