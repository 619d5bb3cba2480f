import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as z from "zod";
import type { EnvironmentName } from "../../infra/environments.ts";
import { operationsApp } from "../../infra/operations-app.ts";

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
export type Resource = z.infer<typeof resourceSchema>;

/** The template of one environment, without its bundles: nothing here asks what is in them. */
export function synthesized(environment: EnvironmentName) {
  const stacks = operationsApp({ environment, "aws:cdk:bundling-stacks": [] }).node.children.filter(Stack.isStack);
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) throw new Error(`expected one stack, there are ${stacks.length}`);
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
