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
import { type SecretOwner, secretPrefixOf } from "../shared/access/secret-name.ts";
import type { Clock } from "../shared/foundation/clock.ts";
import {
  createProviderConnectionWriter,
  type ProviderConnectionWriter,
} from "../shared/records/provider-connection-writer.ts";
import { type ConnectionSettings, createProviderConnections } from "../shared/records/provider-connections.ts";
import { sampleClient, sampleProviderUrls } from "./provider/credentials.ts";
import { seedUsers, seedWorkspaces } from "./seed-data.ts";

interface Seeding {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** The sample provider's address, such as `http://127.0.0.1:4703`. */
  readonly providerOrigin: string;
  /** The deployment, part of every secret's name; default `dev`. */
  readonly deployment?: string;
  readonly clock: Clock;
}

/** The seeded connection's id, the same in every environment. */
export const seedConnectionId = "sample-provider";

/** The name of an environment's provider secret; the table stores this name, never the secret. */
export const seedSecretName = (scope: Omit<SecretOwner, "deployment">, deployment = "dev") =>
  `${secretPrefixOf({ deployment, ...scope })}provider`;

/**
 * Puts the first workspaces, environments, users and provider connections into the table.
 *
 * Each only if absent, so seeding again keeps the users' changes. Only connections to the sample provider follow its port
 * and the name of its secret. Returns the number of new items.
 */
export async function seed({ client, tableName, providerOrigin, deployment, clock }: Seeding): Promise<number> {
  const target = { client, tableName, clock };
  const connections = { ...createProviderConnections(target), ...createProviderConnectionWriter(target) };
  let created = 0;
  for (const item of accessItems()) created += (await putIfAbsent(client, tableName, item)) ? 1 : 0;
  for (const { id: workspaceId, environments } of seedWorkspaces) {
    for (const { id: environmentId } of environments) {
      const scope = { workspaceId, environmentId };
      const sample = { ...sampleProviderUrls(providerOrigin), secretName: seedSecretName(scope, deployment) };
      created += (await seedConnection(connections, scope, sample)) ? 1 : 0;
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

/** True if the environment had no such connection yet. A connection with another client is not changed. */
async function seedConnection(
  connections: Pick<ReturnType<typeof createProviderConnections>, "find"> & ProviderConnectionWriter,
  scope: { readonly workspaceId: string; readonly environmentId: string },
  sample: Pick<ConnectionSettings, "baseUrl" | "tokenUrl" | "secretName">,
): Promise<boolean> {
  const present = await connections.find(scope, seedConnectionId);
  if (present === undefined) {
    await connections.put(scope, seedConnectionId, {
      provider: "microsoft",
      displayName: "Sample provider",
      ...sample,
      clientId: sampleClient.clientId,
      isDefault: true,
      isEnabled: true,
    });
    return true;
  }
  const isMoved = present.baseUrl !== sample.baseUrl || present.secretName !== sample.secretName;
  if (present.clientId === sampleClient.clientId && isMoved) {
    const { provider, displayName, clientId, isDefault, isEnabled } = present;
    const settings = { provider, displayName, clientId, isDefault, isEnabled, ...sample };
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
