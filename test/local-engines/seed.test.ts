import { ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { seed, seedConnectionId } from "../../local/seed.ts";
import { createAccess } from "../../shared/access/access-store.ts";
import { membershipItem } from "../../shared/access/items.ts";
import { connectionSettings, createProviderConnections } from "../../shared/records/provider-connections.ts";
import { connectionsIn } from "../records/complete-records.ts";
import { testClock } from "../support/clock.ts";
import { createEngineTable, type TestTable } from "../support/table.ts";

const providerOrigin = "http://127.0.0.1:4703";

it("seeding is idempotent at any later time", async () => {
  const table = await createEngineTable();
  const clock = testClock();
  const created = await seed({ ...table, providerOrigin, clock });
  const before = await everything(table);

  clock.advance(3600);
  const createdAgain = await seed({ ...table, providerOrigin, clock });

  expect(created).toBeGreaterThan(0);
  expect(createdAgain).toBe(0);
  expect(await everything(table)).toEqual(before);
});

it("seeding keeps changes made by users", async () => {
  const table = await createEngineTable();
  const clock = testClock();
  await seed({ ...table, providerOrigin, clock });
  const { pk, sk } = membershipItem("acme", "operator", { role: "operator", environments: "all" });
  await set(table, { pk, sk }, "removedAt", clock.now().toISOString());

  await seed({ ...table, providerOrigin, clock });

  const access = createAccess(table);
  expect(await access.enterWorkspace("operator", "acme")).toBeUndefined();
});

it.each([
  { user: "owner", workspaces: ["acme"], environments: ["acme-lab", "acme-prod"] },
  { user: "manager", workspaces: ["acme"], environments: ["acme-lab", "acme-prod"] },
  { user: "operator", workspaces: ["acme"], environments: ["acme-lab", "acme-prod"] },
  { user: "readonly", workspaces: ["acme"], environments: ["acme-lab", "acme-prod"] },
  { user: "lab-operator", workspaces: ["acme"], environments: ["acme-lab"] },
  { user: "outsider", workspaces: ["globex"], environments: ["globex-prod"] },
  { user: "platform", workspaces: [], environments: [] },
])(
  "$user has access to $workspaces and there to $environments after seeding",
  async ({ user, workspaces, environments }) => {
    const table = await createEngineTable();
    await seed({ ...table, providerOrigin, clock: testClock() });
    const access = createAccess(table);

    const { members, platform } = await access.findStanding(user);
    const seen = await Promise.all(members.map((member) => access.listEnvironments(member)));

    expect(members.map((member) => member.workspace.id)).toEqual(workspaces);
    expect(seen.flat().map(({ id }) => id)).toEqual(environments);
    expect(platform !== undefined).toBe(user === "platform");
  },
);

it("seeding gives every environment an enabled default connection with unchecked consent", async () => {
  const table = await createEngineTable();
  await seed({ ...table, providerOrigin, clock: testClock() });

  for (const [workspace, environment] of [
    ["acme", "acme-prod"],
    ["acme", "acme-lab"],
    ["globex", "globex-prod"],
  ] as const) {
    expect(await connection(table, workspace, environment)).toMatchObject({
      isDefault: true,
      isEnabled: true,
      consentStatus: "unknown",
      baseUrl: `${providerOrigin}/beta`,
      secretName: `runtruth/dev/${workspace}/${environment}/provider`,
    });
  }
});

it("seeding updates its own connections when the sample provider's port changes", async () => {
  const table = await createEngineTable();
  const clock = testClock();
  await seed({ ...table, providerOrigin, clock });
  const connections = connectionsIn({ ...table, clock });
  const scope = { workspaceId: "acme", environmentId: "acme-lab" };
  await connections.put(scope, seedConnectionId, { ...(await settingsIn(table, scope)), clientId: "another-client" });

  await seed({ ...table, providerOrigin: "http://127.0.0.1:5703", clock });

  expect(await connection(table, "acme", "acme-prod")).toMatchObject({ baseUrl: "http://127.0.0.1:5703/beta" });
  expect(await connection(table, "acme", "acme-lab")).toMatchObject({ baseUrl: `${providerOrigin}/beta` });
});

async function everything({ client, tableName }: TestTable) {
  const { Items } = await client.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return (Items ?? []).toSorted((a, b) => `${a.pk} ${a.sk}`.localeCompare(`${b.pk} ${b.sk}`));
}

function connection(table: TestTable, workspaceId: string, environmentId: string) {
  const connections = createProviderConnections({ ...table, clock: testClock() });
  return connections.findDefault({ workspaceId, environmentId });
}

async function settingsIn(table: TestTable, scope: { workspaceId: string; environmentId: string }) {
  const connections = createProviderConnections({ ...table, clock: testClock() });
  return connectionSettings.strip().parse(await connections.findDefault(scope));
}

async function set(
  { client, tableName }: TestTable,
  { pk, sk }: { readonly pk: string; readonly sk: string },
  attribute: string,
  value: string,
): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: { pk, sk },
      UpdateExpression: "SET #attribute = :value",
      ExpressionAttributeNames: { "#attribute": attribute },
      ExpressionAttributeValues: { ":value": value },
    }),
  );
}
