import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";

const database = loadAwsServiceSpecSync();

/** What CloudFormation knows about a resource type; undefined for an unknown type. */
export function schemaOf(type: string) {
  return database.lookup("resource", "cloudFormationType", "equals", type)[0];
}
export type ResourceSchema = NonNullable<ReturnType<typeof schemaOf>>;
export type PropertySchema = ResourceSchema["properties"][string];
export type PropertyType = PropertySchema["type"];

/** The properties of a nested type. */
export function propertiesOf(type: PropertyType & { readonly type: "ref" }): ResourceSchema["properties"] {
  return database.get("typeDefinition", type.reference.$ref).properties;
}
