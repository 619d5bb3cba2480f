import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { schemaOf } from "./service-schemas.ts";

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      DeletionPolicy: z.string().default("Delete"),
      UpdateReplacePolicy: z.string().default("Delete"),
    }),
  ),
});
type Resource = z.infer<typeof templateSchema>["Resources"][string];

/** Types that hold no items but whose identity others depend on: members, consumers, the sign-in address. */
const identityTypes: ReadonlySet<string> = new Set([
  "AWS::Cognito::UserPoolDomain",
  "AWS::Cognito::UserPoolResourceServer",
  "AWS::Events::EventBus",
]);
/** Logs expire by themselves, and a function's log group ends with its function. */
const expiringTypes: ReadonlySet<string> = new Set(["AWS::Logs::LogGroup"]);

/** Whether the loss of a resource loses data or an identity that cannot be created again. */
export function holdsData({ Type, Properties }: Pick<Resource, "Type" | "Properties">): boolean {
  if (expiringTypes.has(Type)) return false;
  // The id of a client with a secret is the subject of memberships.
  if (Type === "AWS::Cognito::UserPoolClient") return Properties.GenerateSecret === true;
  return identityTypes.has(Type) || schemaOf(Type)?.isStateful === true;
}

/**
 * What a deployment would lose: one sentence per resource that holds data and would be deleted, replaced or retained no
 * longer. Both arguments are CloudFormation templates of one stack, before and after.
 */
export function dataLosses(before: unknown, after: unknown): string[] {
  const next = templateSchema.parse(after).Resources;
  return Object.entries(templateSchema.parse(before).Resources)
    .filter(([, resource]) => holdsData(resource))
    .flatMap(([id, resource]) => lossesOf(`${id} (${resource.Type})`, resource, next[id]));
}

function lossesOf(name: string, before: Resource, after: Resource | undefined): string[] {
  if (after === undefined) return [`${name} would be deleted.`];
  if (after.Type !== before.Type) return [`${name} would be replaced by a ${after.Type}.`];
  return [
    ...replacingProperties(before, after).map((property) => `${name} would be replaced: ${property} changes.`),
    ...(isRetained(before.DeletionPolicy) && !isRetained(after.DeletionPolicy)
      ? [`${name} would no longer be retained when its stack is deleted.`]
      : []),
    ...(isRetained(before.UpdateReplacePolicy) && !isRetained(after.UpdateReplacePolicy)
      ? [`${name} would no longer be retained when it is replaced.`]
      : []),
  ];
}

const isRetained = (policy: string) => policy.startsWith("Retain");

/** The changed properties for which CloudFormation creates a new resource. */
function replacingProperties(before: Resource, after: Resource): string[] {
  return Object.entries(schemaOf(before.Type)?.properties ?? {})
    .filter(([, { causesReplacement = "no" }]) => causesReplacement !== "no")
    .map(([property]) => property)
    .filter((property) => !isDeepStrictEqual(before.Properties[property], after.Properties[property]));
}
