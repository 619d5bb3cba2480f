import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { platformCapabilities } from "../shared/access/capabilities.ts";
import {
  directoryItem,
  environmentItem,
  memberPointerItem,
  membershipItem,
  platformItem,
  workspaceItem,
} from "../shared/access/items.ts";
import type { Clock } from "../shared/clock.ts";
import {
  createProviderConnectionWriter,
  type ProviderConnectionWriter,
} from "../shared/records/provider-connection-writer.ts";
import { createProviderConnections } from "../shared/records/provider-connections.ts";
import { sampleClient, sampleProviderUrls } from "./provider/credentials.ts";
import { seedUsers, seedWorkspaces } from "./seed-data.ts";

interface Seeding {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Where the sample provider listens, such as `http://127.0.0.1:4703`. */
  readonly providerOrigin: string;
  readonly clock: Clock;
}

/** The seeded connection's id, the same in every environment. */
export const seedConnectionId = "sample-provider";

/** Where an environment's provider secret is kept; the table holds this name and never the secret. */
export const seedSecretName = (environmentId: string) => `runtruth/${environmentId}/provider`;

/**
 * Puts the first workspaces, environments, people and provider connections into the table.
 *
 * Each only if absent, so seeding again changes nothing that a person changed since. One thing follows the
 * machine: a connection to the sample provider moves with its port. Returns how many things were new.
 */
export async function seed({ client, tableName, providerOrigin, clock }: Seeding): Promise<number> {
  const target = { client, tableName, clock };
  const connections = { ...createProviderConnections(target), ...createProviderConnectionWriter(target) };
  let created = 0;
  for (const item of accessItems()) created += (await putIfAbsent(client, tableName, item)) ? 1 : 0;
  for (const { id: workspaceId, environments } of seedWorkspaces) {
    for (const { id: environmentId } of environments) {
      created += (await seedConnection(connections, { workspaceId, environmentId }, providerOrigin)) ? 1 : 0;
    }
  }
  return created;
}

function accessItems(): readonly Record<string, unknown>[] {
  const places = seedWorkspaces.flatMap(({ id, name, environments }) => [
    workspaceItem(id, { name }),
    directoryItem(id),
    ...environments.map((environment) => environmentItem(id, environment.id, { name: environment.name })),
  ]);
  const people = seedUsers.flatMap(({ name, workspaceId, membership, isPlatform }) => [
    ...(workspaceId !== undefined && membership
      ? [membershipItem(workspaceId, name, membership), memberPointerItem(workspaceId, name)]
      : []),
    ...(isPlatform ? [platformItem(name, { capabilities: [...platformCapabilities] })] : []),
  ]);
  return [...places, ...people];
}

/** True if the environment had no such connection yet. One that somebody gave another client stays where it points. */
async function seedConnection(
  connections: Pick<ReturnType<typeof createProviderConnections>, "find"> & ProviderConnectionWriter,
  scope: { readonly workspaceId: string; readonly environmentId: string },
  providerOrigin: string,
): Promise<boolean> {
  const urls = sampleProviderUrls(providerOrigin);
  const present = await connections.find(scope, seedConnectionId);
  if (present === undefined) {
    await connections.put(scope, seedConnectionId, {
      provider: "microsoft",
      displayName: "Sample provider",
      ...urls,
      clientId: sampleClient.clientId,
      secretName: seedSecretName(scope.environmentId),
      isDefault: true,
      isEnabled: true,
    });
    return true;
  }
  if (present.clientId === sampleClient.clientId && present.baseUrl !== urls.baseUrl) {
    const { provider, displayName, clientId, secretName, isDefault, isEnabled } = present;
    const settings = { provider, displayName, clientId, secretName, isDefault, isEnabled, ...urls };
    await connections.put(scope, seedConnectionId, settings);
  }
  return false;
}

async function putIfAbsent(
  client: DynamoDBDocumentClient,
  tableName: string,
  item: Record<string, unknown>,
): Promise<boolean> {
  try {
    await client.send(
      new PutCommand({ TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
