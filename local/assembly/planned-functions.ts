import * as z from "zod";
import { localArn } from "./local-account.ts";
import type { PlanSource } from "./plan-source.ts";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

export interface PlannedFunction {
  readonly name: string;
  readonly arn: string;
  /** The short name: the folder under `functions/`, plus the lane for a worker. */
  readonly key: string;
  /** The bundle's folder. */
  readonly folder: string;
  /** `<file without extension>.<export>`, as in Lambda. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Reserved concurrency; undefined if unreserved. */
  readonly reservedConcurrency: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

const functionSchema = z.object({
  Runtime: z.string().regex(/^nodejs/, "only Node functions run locally"),
  Handler: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  LoggingConfig: z.object({ ApplicationLogLevel: z.string().optional() }).default({}),
  Layers: z.array(z.never()).optional(),
});

/** Plans the stack's functions, with their bundle folders. Those that only a deployment invokes are left out. */
export function planFunctions(source: PlanSource): PlannedFunction[] {
  const onlyDeploy = source
    .every(["Custom::S3AutoDeleteObjects"], z.object({ ServiceToken: z.string() }))
    .map(({ properties }) => properties.ServiceToken);
  const functions = source
    .every(["AWS::Lambda::Function"], functionSchema)
    .filter(({ name }) => !onlyDeploy.includes(localArn("lambda", `function:${name}`)));
  return functions.map(({ name, path, properties }) => {
    const folder = source.assetAt(properties.Code.S3Key);
    if (folder === undefined) {
      throw new UnsupportedAssemblyError(
        `function ${path} names the asset ${properties.Code.S3Key}, which is not in the assembly`,
      );
    }
    const { ApplicationLogLevel: logLevel } = properties.LoggingConfig;
    // As Lambda itself, whose level overrides the logger's.
    const level = logLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: logLevel };
    const environment = { ...properties.Environment?.Variables, ...level };
    return {
      name,
      arn: localArn("lambda", `function:${name}`),
      key: keyOf(path, environment),
      folder,
      handler: properties.Handler,
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      environment,
    };
  });
}

function keyOf(path: string, { POWERTOOLS_SERVICE_NAME: service, LANE: lane }: Record<string, string>): string {
  const name = service ?? path.replaceAll("/", "-");
  return lane === undefined || name.endsWith(`-${lane}`) ? name : `${name}-${lane}`;
}
