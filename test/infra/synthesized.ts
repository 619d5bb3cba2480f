import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { inject } from "vitest";
import * as z from "zod";
import type { EnvironmentSettings } from "../../infra/environment-schema.ts";
import { type EnvironmentName, environmentOf, readEnvironment } from "../../infra/environments.ts";
import { addStacks, featureFlags, operationsApp } from "../../infra/operations-app.ts";

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});
export type StackTemplate = z.infer<typeof templateSchema>;
const stacksSchema = z.record(z.string(), templateSchema);
type Stacks = z.infer<typeof stacksSchema>;

const unbundled = { "aws:cdk:bundling-stacks": [] };

const known = new Map<string, ReturnType<typeof templatesOf>>();

/**
 * The templates of one environment without bundles, which these tests do not need. They are synthesized once per run, by
 * the first thread that needs them.
 */
export function synthesized(environment: EnvironmentName, context: Readonly<Record<string, string>> = {}) {
  const name = [environment, ...Object.entries(context).flat()].join("-");
  const templates =
    known.get(name) ??
    templatesOf(storedOnce(name, () => stacksOf(operationsApp({ environment, ...unbundled, ...context }))));
  known.set(name, templates);
  return templates;
}

/** What another thread of this run has made, or what is made now for the others. */
function storedOnce(name: string, make: () => Stacks): Stacks {
  const file = path.join(inject("runFolder"), `templates-${name}.json`);
  if (existsSync(file)) return stacksSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const stacks = make();
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, JSON.stringify(stacks));
  renameSync(unfinished, file);
  return stacks;
}

/** The templates of `dev` with overrides. */
export function synthesizedWith(settings: Partial<EnvironmentSettings>) {
  const { name, ...dev } = environmentOf({}, []);
  const app = new App({ context: { ...featureFlags, ...unbundled } });
  addStacks(app, readEnvironment(name, { ...dev, ...settings }, []));
  return templatesOf(stacksOf(app));
}

const outputOf = z.object({ "Fn::GetStackOutput": z.object({ StackName: z.string(), OutputName: z.string() }) });

/** The library's own function and role that empty a bucket before it is deleted. */
const isDeploymentOnly = (id: string) => id.startsWith("CustomS3AutoDeleteObjects");

/** Each stack of an environment by its name. */
const stacksOf = (app: App): Stacks =>
  Object.fromEntries(
    app.node.children
      .filter(Stack.isStack)
      .map((stack) => [stack.stackName, templateSchema.parse(Template.fromStack(stack).toJSON())]),
  );

/** All stacks of an environment: each by its name, and as one template in which references between them are direct. */
function templatesOf(stacks: Stacks) {
  const direct = (value: unknown): unknown => {
    const output = outputOf.safeParse(value);
    if (output.success) {
      const { StackName, OutputName } = output.data["Fn::GetStackOutput"];
      return direct(stacks[StackName]?.Outputs[OutputName]?.Value);
    }
    if (Array.isArray(value)) return value.map(direct);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, direct(item)]));
  };
  const parts = Object.values(stacks);
  const resources = z
    .record(z.string(), resourceSchema)
    .parse(direct(Object.fromEntries(parts.flatMap(({ Resources }) => Object.entries(Resources)))));
  const template = Template.fromJSON({ Resources: resources });
  return {
    stacks,
    template,
    resources,
    /** The properties of all resources of a type, with their logical ids. */
    all: (type: string) =>
      Object.entries(resources).flatMap(([id, { Type, Properties }]) =>
        Type === type && !isDeploymentOnly(id) ? [{ id, ...Properties }] : [],
      ),
  };
}
