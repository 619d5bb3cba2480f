import type * as z from "zod";

/** One resource with resolved and validated properties. */
interface Planned<Properties> {
  readonly logicalId: string;
  readonly name: string;
  readonly path: string;
  /** The value of a `Ref` to it. */
  readonly ref: unknown;
  readonly properties: Properties;
}

/** Read access to the assembly, for the parts of the plan. */
export interface PlanSource {
  /** All resources of these types; throws `UnsupportedAssemblyError` for properties that do not match the schema. */
  every<Schema extends z.ZodType>(types: readonly string[], schema: Schema): Planned<z.output<Schema>>[];
  assetAt(objectKey: string): string | undefined;
  /** The function ARN for a name or ARN, without version or alias. */
  functionArn(nameOrArn: string): string;
}
