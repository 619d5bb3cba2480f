import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as z from "zod";
import type { EnvironmentSettings } from "../../infra/environment-schema.ts";
import { type EnvironmentName, environmentOf, readEnvironment } from "../../infra/environments.ts";
import { operationsApp } from "../../infra/operations-app.ts";
import { OperationsStack } from "../../infra/operations-stack.ts";

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

const unbundled = { "aws:cdk:bundling-stacks": [] };

/** The template of one environment without bundles, which these tests do not need. */
export function synthesized(environment: EnvironmentName) {
  const stacks = operationsApp({ environment, ...unbundled }).node.children.filter(Stack.isStack);
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) throw new Error(`expected one stack, there are ${stacks.length}`);
  return templateOf(stack);
}

/** The template of `dev` with overrides. */
export function synthesizedWith(settings: Partial<EnvironmentSettings>) {
  const { name, ...dev } = environmentOf({}, []);
  const environment = readEnvironment(name, { ...dev, ...settings }, []);
  const env = { account: environment.account, region: environment.region };
  return templateOf(new OperationsStack(new App({ context: unbundled }), "stack", { environment, env }));
}

function templateOf(stack: Stack) {
  const template = Template.fromStack(stack);
  const resources = z.record(z.string(), resourceSchema).parse(template.toJSON().Resources);
  return {
    template,
    resources,
    /** The properties of all resources of a type, with their logical ids. */
    all: (type: string) =>
      Object.entries(resources).flatMap(([id, { Type, Properties }]) => (Type === type ? [{ id, ...Properties }] : [])),
  };
}
