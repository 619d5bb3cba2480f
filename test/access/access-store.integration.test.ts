import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { createAccess } from "../../shared/access/access-store.ts";
import {
  environmentItem,
  type Membership,
  memberPointerItem,
  membershipItem,
  platformItem,
  workspaceItem,
} from "../../shared/access/items.ts";
import { createEngineTable } from "../support/table.ts";

async function accessWith(...items: Record<string, unknown>[]) {
  const table = await createEngineTable();
  for (const Item of items) await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  return createAccess(table);
}
const acme = [
  workspaceItem("acme", { name: "Acme" }),
  environmentItem("acme", "prod", { name: "Production" }),
  environmentItem("acme", "lab", { name: "Lab" }),
];
const member = (membership: Membership) => membershipItem("acme", "ada", membership);

it("access store admits a member of all environments to each existing one", async () => {
  const access = await accessWith(...acme, member({ role: "operator", environments: "all" }));

  const entered = await access.enterEnvironment("ada", "acme", "prod");

  expect(entered).toMatchObject({
    workspace: { id: "acme", name: "Acme" },
    environment: { id: "prod", name: "Production" },
  });
  expect(entered?.can("tenant.policies.sync")).toBe(true);
  expect(entered?.can("tenant.danger_zone")).toBe(false);
  expect(await access.enterEnvironment("ada", "acme", "absent")).toBeUndefined();
});

it("access store admits a restricted member only to their existing environments", async () => {
  const access = await accessWith(...acme, member({ role: "owner", environments: ["lab", "gone"] }));

  expect(await access.enterEnvironment("ada", "acme", "lab")).toBeDefined();
  expect(await access.enterEnvironment("ada", "acme", "prod")).toBeUndefined();
  expect(await access.enterEnvironment("ada", "acme", "gone")).toBeUndefined();
  const entered = await access.enterWorkspace("ada", "acme");
  expect(entered && (await access.listEnvironments(entered))).toEqual([{ id: "lab", name: "Lab" }]);
});

it("access store denies removed members, non-members and unknown workspaces", async () => {
  const access = await accessWith(
    ...acme,
    member({ role: "owner", environments: "all", removedAt: "2026-01-01T00:00:00.000Z" }),
    membershipItem("bare", "ada", { role: "owner", environments: "all" }),
  );

  for (const [user, workspaceId] of [
    ["ada", "acme"],
    ["bob", "acme"],
    ["ada", "bare"],
    ["ada", "#"],
    ["ada", ""],
  ] as const) {
    expect(await access.enterWorkspace(user, workspaceId)).toBeUndefined();
  }
});

it("access store finds all workspaces and platform capabilities of a caller", async () => {
  const access = await accessWith(
    ...acme,
    member({ role: "readonly", environments: "all" }),
    memberPointerItem("acme", "ada"),
    memberPointerItem("left", "ada"),
    platformItem("ada", { capabilities: ["platform.console.view"] }),
    memberPointerItem("acme", "adam"),
  );

  const { members, platform } = await access.findStanding("ada");

  expect(members.map(({ workspace }) => workspace.id)).toEqual(["acme"]);
  expect(platform).toEqual(["platform.console.view"]);
  expect(await access.findStanding("bob")).toEqual({ members: [], platform: undefined });
});

it("access store retries unprocessed keys and fails rather than omit a membership", async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: "us-east-1" }));
  const mock = mockClient(client);
  const access = createAccess({ client, tableName: "t" });
  const [workspace] = acme;
  const membership = member({ role: "owner", environments: "all" });
  const rest = { t: { Keys: [{ pk: membership.pk, sk: membership.sk }] } };
  mock
    .on(BatchGetCommand)
    .resolvesOnce({ Responses: { t: workspace === undefined ? [] : [workspace] }, UnprocessedKeys: rest })
    .resolvesOnce({ Responses: { t: [membership] } })
    .resolves({ UnprocessedKeys: rest });

  expect(await access.enterWorkspace("ada", "acme")).toMatchObject({ environments: "all" });
  await expect(access.enterWorkspace("ada", "acme")).rejects.toThrow("still incomplete");
});

it("access store rejects ambiguous keys and members with too many environments", () => {
  expect(() => workspaceItem("a#b", { name: "A" })).toThrow();
  expect(() => environmentItem("a", "B", { name: "A" })).toThrow();
  expect(() => membershipItem("a", "", { role: "owner", environments: "all" })).toThrow();
  const environments = Array.from({ length: 26 }, (_, at) => `env-${at}`);
  expect(() => membershipItem("a", "ada", { role: "owner", environments })).toThrow();
  expect(membershipItem("a", "ada", { role: "owner", environments: environments.slice(1) }).environments).toHaveLength(
    25,
  );
});
