import * as z from "zod";
import { type CloudAssembly, constructPath } from "./cloud-assembly.ts";
import { resolve } from "./intrinsics.ts";
import { localArn } from "./local-account.ts";
import type { PlanSource } from "./plan-source.ts";
import { type PlannedFunction, planFunctions } from "./planned-functions.ts";
import { type PlannedQueue, planQueues } from "./planned-queues.ts";
import { type PlannedRoute, planRoutes } from "./planned-routes.ts";
import { type PlannedTable, planTables } from "./planned-tables.ts";
import {
  type PlannedQueueMapping,
  type PlannedSchedule,
  type PlannedStreamMapping,
  planMappings,
  planSchedules,
} from "./planned-triggers.ts";
import { createReferences, type LocalAddresses, physicalName } from "./references.ts";
import { checkResourceTypes } from "./resource-types.ts";
import { UnsupportedAssemblyError } from "./unsupported-assembly.ts";

/** The synthesized stack as the local stack runs it. */
export interface Plan {
  readonly stackName: string;
  readonly tables: readonly PlannedTable[];
  readonly queues: readonly PlannedQueue[];
  readonly functions: readonly PlannedFunction[];
  readonly routes: readonly PlannedRoute[];
  readonly queueMappings: readonly PlannedQueueMapping[];
  readonly streamMappings: readonly PlannedStreamMapping[];
  readonly schedules: readonly PlannedSchedule[];
  /** The names of the secrets to generate. */
  readonly generatedSecrets: readonly string[];
  readonly buckets: readonly string[];
  /** The names of the keys that sign. */
  readonly signingKeys: readonly string[];
}

/** Plans the local stack from an assembly. Throws `UnsupportedAssemblyError` rather than omit anything. */
export function planOf(assembly: CloudAssembly, addresses: LocalAddresses): Plan {
  checkResourceTypes(assembly);
  const source = planSource(assembly, addresses);
  const mappings = planMappings(source);
  return {
    stackName: assembly.stackName,
    tables: planTables(source),
    queues: planQueues(source, addresses.sqs),
    functions: planFunctions(source),
    routes: planRoutes(source),
    queueMappings: mappings.queues,
    streamMappings: mappings.streams,
    schedules: planSchedules(source),
    generatedSecrets: source
      .every(["AWS::SecretsManager::Secret"], z.object({ GenerateSecretString: z.unknown().optional() }))
      .flatMap(({ name, properties }) => (properties.GenerateSecretString === undefined ? [] : [name])),
    buckets: source.every(["AWS::S3::Bucket"], z.object({})).map(({ ref }) => String(ref)),
    signingKeys: source
      .every(["AWS::KMS::Key"], z.object({ KeyUsage: z.string().optional() }))
      .flatMap(({ name, properties }) => (properties.KeyUsage === "SIGN_VERIFY" ? [name] : [])),
  };
}

function planSource(assembly: CloudAssembly, addresses: LocalAddresses): PlanSource {
  const references = createReferences(assembly, addresses);
  return {
    every: (types, schema) =>
      Object.entries(assembly.resources)
        .filter(([, { Type }]) => types.includes(Type))
        .map(([logicalId, resource]) => {
          const path = constructPath(logicalId, resource);
          const parsed = schema.safeParse(resolve(resource.Properties, references));
          if (!parsed.success) {
            throw new UnsupportedAssemblyError(
              `${resource.Type} ${path} is not understood locally: ${z.prettifyError(parsed.error)}`,
            );
          }
          const name = physicalName(assembly.stackName, logicalId, resource);
          return { logicalId, name, path, ref: references.ref(logicalId), properties: parsed.data };
        }),
    assetAt: assembly.assetAt,
    functionArn: (nameOrArn) => {
      const parts = nameOrArn.split(":");
      const name = nameOrArn.startsWith("arn:") ? parts[6] : parts[0];
      return localArn("lambda", `function:${name}`);
    },
  };
}
