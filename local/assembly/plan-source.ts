import type * as z from "zod";

/** One resource with resolved and validated properties. */
interface Planned<Properties> {
  readonly logicalId: string;
  readonly name: string;
  readonly path: string;
  /** The value of its `Ref`. */
  readonly ref: unknown;
  readonly properties: Properties;
}

/** Access of the plan's parts to the assembly. */
export interface PlanSource {
  /** All resources of these types; throws `AssemblyNotUnderstood` for properties that do not match the schema. */
  every<Schema extends z.ZodType>(types: readonly string[], schema: Schema): Planned<z.output<Schema>>[];
  assetAt(objectKey: string): string | undefined;
  /** The ARN for a function's name or ARN, without a version or alias. */
  functionArn(nameOrArn: string): string;
}
