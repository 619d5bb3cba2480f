import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { platformCapabilities } from "../shared/access/capabilities.ts";
import {
  environmentItem,
  memberPointerItem,
  membershipItem,
  platformItem,
  workspaceItem,
} from "../shared/access/items.ts";
import type { Clock } from "../shared/clock.ts";
import { recordKey } from "../shared/ledger/keys.ts";
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
 * Each is put only if absent, so seeding again changes nothing that a person changed since. One thing
 * follows the machine: a connection to the sample provider moves with its port. Returns how many items
 * were new.
 */
export async function seed({ client, tableName, providerOrigin, clock }: Seeding): Promise<number> {
  const now = clock.now().toISOString();
  const urls = sampleProviderUrls(providerOrigin);
  const connections = seedWorkspaces.flatMap(({ id: workspaceId, environments }) =>
    environments.map(({ id }) => connectionItem(workspaceId, id, urls, now)),
  );
  let created = 0;
  for (const item of [...accessItems(), ...connections]) {
    created += (await putIfAbsent(client, tableName, item)) ? 1 : 0;
  }
  for (const { pk, sk } of connections) await followProvider(client, tableName, { pk, sk }, urls);
  return created;
}

function accessItems(): readonly Record<string, unknown>[] {
  const places = seedWorkspaces.flatMap(({ id, name, environments }) => [
    workspaceItem(id, { name }),
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

function connectionItem(
  workspaceId: string,
  environmentId: string,
  urls: { readonly baseUrl: string; readonly tokenUrl: string },
  now: string,
) {
  return {
    ...recordKey(workspaceId, environmentId, "provider-connections", seedConnectionId),
    id: seedConnectionId,
    provider: "microsoft",
    displayName: "Sample provider",
    ...urls,
    clientId: sampleClient.clientId,
    secretName: seedSecretName(environmentId),
    isDefault: true,
    isEnabled: true,
    consentStatus: "unknown",
    verificationStatus: "unknown",
    createdAt: now,
    updatedAt: now,
  };
}

async function putIfAbsent(
  client: DynamoDBDocumentClient,
  tableName: string,
  item: Record<string, unknown>,
): Promise<boolean> {
  return written(() =>
    client.send(new PutCommand({ TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" })),
  );
}

/** A connection somebody gave another client is theirs and stays where it points. */
async function followProvider(
  client: DynamoDBDocumentClient,
  tableName: string,
  key: { readonly pk: string; readonly sk: string },
  { baseUrl, tokenUrl }: { readonly baseUrl: string; readonly tokenUrl: string },
): Promise<boolean> {
  return written(() =>
    client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: "SET baseUrl = :baseUrl, tokenUrl = :tokenUrl",
        ConditionExpression: "clientId = :sampleClient AND baseUrl <> :baseUrl",
        ExpressionAttributeValues: {
          ":baseUrl": baseUrl,
          ":tokenUrl": tokenUrl,
          ":sampleClient": sampleClient.clientId,
        },
      }),
    ),
  );
}

async function written(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
