import type * as z from "zod";

/** One resource whose properties were resolved and understood. */
interface Planned<Properties> {
  readonly logicalId: string;
  readonly name: string;
  readonly path: string;
  /** What `Ref` answers for it. */
  readonly ref: unknown;
  readonly properties: Properties;
}

/** How the parts of a plan read the assembly. */
export interface PlanSource {
  /** All resources of these types; properties that do not fit the schema throw `AssemblyNotUnderstood`. */
  every<Schema extends z.ZodType>(types: readonly string[], schema: Schema): Planned<z.output<Schema>>[];
  assetAt(objectKey: string): string | undefined;
  /** The ARN for a function's name or ARN, without a version or alias. */
  functionArn(nameOrArn: string): string;
}
