import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
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

const unbundled = { "aws:cdk:bundling-stacks": [] };

/** The templates of one environment without bundles, which these tests do not need. */
export function synthesized(environment: EnvironmentName, context: Readonly<Record<string, unknown>> = {}) {
  return templatesOf(operationsApp({ environment, ...unbundled, ...context }));
}

/** The templates of `dev` with overrides. */
export function synthesizedWith(settings: Partial<EnvironmentSettings>) {
  const { name, ...dev } = environmentOf({}, []);
  const app = new App({ context: { ...featureFlags, ...unbundled } });
  addStacks(app, readEnvironment(name, { ...dev, ...settings }, []));
  return templatesOf(app);
}

const outputOf = z.object({ "Fn::GetStackOutput": z.object({ StackName: z.string(), OutputName: z.string() }) });

/** The library's own function and role that empty a bucket before it is deleted. */
const isDeploymentOnly = (id: string) => id.startsWith("CustomS3AutoDeleteObjects");

/** All stacks of an environment: each by its name, and as one template in which references between them are direct. */
function templatesOf(app: App) {
  const stacks = Object.fromEntries(
    app.node.children
      .filter(Stack.isStack)
      .map((stack) => [stack.stackName, templateSchema.parse(Template.fromStack(stack).toJSON())]),
  );
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
