import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import * as z from "zod";
import { groupIdAt, groupsSeeded } from "../../local/provider/graph/groups.ts";
import { graphWorld } from "./graph-world.ts";
import { scope } from "./operation-world.ts";

it("group sync stores, counts and finds 10,000 groups", async () => {
  const world = await graphWorld({ groups: groupsSeeded });

  const ended = await world.perform("directory.groups.sync");

  expect(ended).toMatchObject({ outcome: "succeeded", summaryCounts: { total: 10_000, created: 10_000, failed: 0 } });
  expect(await world.newest("listings")).toMatchObject({ id: "groups", itemCount: 10_000, counted: 10_000 });
  const search = await world.records.search(scope, "directory-groups", { text: "warehouse berlin 00", limit: 5 });
  expect(search.items.every(({ displayName }) => /Warehouse Berlin .* 00/.test(String(displayName)))).toBe(true);
  expect(search.items).toHaveLength(5);
  expect(search.total).toBeGreaterThan(5);
  const [first] = search.items;
  expect(await world.records.get(scope, "directory-groups", String(first?.id))).toMatchObject({ id: first?.id });
});

it("group list has each group once, page by page, by name", async () => {
  const world = await graphWorld({ groups: 250 });
  await world.perform("directory.groups.sync");
  const names: string[] = [];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const request = { limit: 40, ...(after !== undefined && { after }) };
    const page = await world.records.list(scope, "directory-groups", request);
    expect(page.total).toBe(250);
    names.push(...page.items.map(({ displayName }) => String(displayName)));
    after = page.nextAfter;
  }

  expect(new Set(names).size).toBe(250);
  expect(names).toEqual(names.toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1)));
});

it("group sync counts what changed since the previous one", async () => {
  const world = await graphWorld({ groups: 50 });
  await world.perform("directory.groups.sync");
  await world.control("/_directory", { groups: 52 });
  await world.control("/_directory", { removeGroups: [groupIdAt(3)] });
  await world.control("/_directory", { renameGroup: { id: groupIdAt(4), displayName: "Renamed" } });

  expect(await world.perform("directory.groups.sync")).toMatchObject({
    summaryCounts: { total: 51, created: 2, updated: 1, deleted: 1, unchanged: 48 },
  });
  const again = await world.perform("directory.groups.sync");
  expect(again.summaryCounts).toMatchObject({ created: 0, updated: 0, deleted: 0, unchanged: 51 });
});

it("group sync stores no secret and no invisible character of a name", async () => {
  const world = await graphWorld({ groups: 5 });
  const displayName = "VPN \u202egroup token=abcdef0123456789abcdef";
  await world.control("/_directory", { renameGroup: { id: groupIdAt(2), displayName } });

  await world.perform("directory.groups.sync");

  const { displayName: stored } = (await world.records.get(scope, "directory-groups", groupIdAt(2))) ?? {};
  expect(stored).toMatch(/^VPN group/);
  expect(stored).not.toMatch(/abcdef/);
});

it("group sync keeps the earlier list when a page fails", async () => {
  const world = await graphWorld({ groups: 1500 });
  await world.perform("directory.groups.sync");
  await world.control("/_faults", { match: "skiptoken", status: 403, times: 1 });

  expect(await world.perform("directory.groups.sync")).toMatchObject({
    outcome: "blocked",
    failures: [{ about: { permission: "GroupMember.Read.All" } }],
  });
  expect(await world.newest("listings")).toMatchObject({
    status: "unread",
    itemCount: 1500,
    missingPermission: "GroupMember.Read.All",
  });
  expect((await world.records.list(scope, "directory-groups", { limit: 1 })).total).toBe(1500);
});

it("group sync keeps the earlier list when the sign-in is rejected between two pages", async () => {
  const world = await graphWorld({ groups: 1500 });
  await world.perform("directory.groups.sync");
  await world.control("/_faults", { match: "skiptoken", status: 401, times: 2 });

  expect(await world.perform("directory.groups.sync")).toMatchObject({
    outcome: "failed",
    reasonCode: "provider_auth_failed",
  });
  expect(await world.newest("listings")).toMatchObject({ status: "unread", itemCount: 1500 });
});

it("inventory sync publishes no partly read list when the sign-in is rejected", async () => {
  const world = await graphWorld();
  await world.perform("inventory.sync");
  // The first page of the applications was read; its second one is in the same round as the rejected list.
  await world.control("/_faults", { match: "windowsAutopilot", status: 401, times: 2 });

  await world.perform("inventory.sync");

  const { items } = await world.records.list(scope, "listings", { limit: 50 });
  expect(items.find(({ id }) => id === "inventory.mobileApps")).toMatchObject({ status: "unread", itemCount: 120 });
});

it("group sync starts a list over when its position has expired", async () => {
  const world = await graphWorld({ groups: 1500 });
  const body = { error: { code: "Directory_ExpiredPageToken", message: "The page token has expired." } };
  await world.control("/_faults", { match: "skiptoken", status: 400, times: 1, body });

  expect(await world.perform("directory.groups.sync")).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: 1500 },
  });
});

it.each([
  [100, "succeeded"],
  [102, "partially_succeeded"],
])("group sync of 100 groups that the provider counts as %s ends as %s", async (counted, outcome) => {
  const world = await graphWorld({ groups: 100 });
  await world.control("/_faults", { match: "$count", status: 200, body: counted });

  expect(await world.perform("directory.groups.sync")).toMatchObject({ outcome });
});

it("group sync fails when the stored list differs from what was written", async () => {
  const world = await graphWorld({ groups: 20 });
  await world.perform("directory.groups.sync");
  await world.control("/_directory", { groups: 21 });
  world.client.middlewareStack.add(
    (next) => (args) => {
      const part = z
        .object({ Item: z.looseObject({ record: z.record(z.string(), z.unknown()) }) })
        .safeParse(args.input);
      if (part.success && part.data.Item.record.items instanceof Uint8Array && "Item" in args.input) {
        Reflect.set(part.data.Item.record, "items", gzipSync("[]"));
        Reflect.set(args.input, "Item", part.data.Item);
      }
      return next(args);
    },
    { step: "initialize", name: "flip" },
  );

  expect(await world.perform("directory.groups.sync")).toMatchObject({
    outcome: "failed",
    reasonCode: "records.not_confirmed",
  });
  expect(await world.newest("listings")).toMatchObject({ itemCount: 20 });
});

it("role definitions sync keeps what is readable and names the missing permission", async () => {
  const world = await graphWorld();
  await world.perform("directory.role_definitions.sync");
  await world.control("/_grants", { without: ["DeviceManagementRBAC.Read.All"] });

  expect(await world.perform("directory.role_definitions.sync")).toMatchObject({
    outcome: "partially_succeeded",
    failures: [{ about: { permission: "DeviceManagementRBAC.Read.All" } }],
  });
  expect((await world.records.list(scope, "role-definitions", { limit: 100 })).total).toBe(14);
});

it("inventory sync reads every type and how completely", async () => {
  const world = await graphWorld();

  expect(await world.perform("inventory.sync")).toMatchObject({ outcome: "succeeded", summaryCounts: { failed: 0 } });
  const { items } = await world.records.list(scope, "listings", { limit: 50 });
  expect(items.map(({ status }) => status)).toEqual(Array(14).fill("complete"));
  const apps = await world.records.search(scope, "inventory-items", { text: "application", limit: 1 });
  expect(apps.total).toBe(120);
});

it("inventory sync leaves out a type without permission and reads the others", async () => {
  const world = await graphWorld();
  await world.control("/_grants", { without: ["DeviceManagementScripts.Read.All"] });

  expect(await world.perform("inventory.sync")).toMatchObject({
    outcome: "partially_succeeded",
    failures: [
      { about: { collection: "deviceManagementScripts", permission: "DeviceManagementScripts.Read.All", status: 403 } },
    ],
  });
  const { items } = await world.records.list(scope, "listings", { limit: 50 });
  expect(items.filter(({ status }) => status === "complete")).toHaveLength(13);
});

it("inventory sync of chosen types reads only these", async () => {
  const world = await graphWorld();

  await world.perform("inventory.sync", { types: ["intents", "mobileApps"] });

  const { items } = await world.records.list(scope, "listings", { limit: 50 });
  expect(items.map(({ id }) => id)).toEqual(["inventory.intents", "inventory.mobileApps"]);
});
