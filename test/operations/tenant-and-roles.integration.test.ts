import { expect, it } from "vitest";
import { groupIdAt } from "../../local/provider/graph/groups.ts";
import { graphWorld } from "./graph-world.ts";
import { scope } from "./operation-world.ts";

it("tenant sync stores a version only when the tenant changed", async () => {
  const world = await graphWorld();
  await world.perform("tenant.sync");
  await world.perform("tenant.sync");
  expect((await world.records.list(scope, "tenant-profiles", { limit: 10 })).items).toHaveLength(1);

  await world.control("/_directory", { isPimLicensed: false });
  await world.perform("tenant.sync");

  const { items } = await world.records.list(scope, "tenant-profiles", { limit: 10 });
  expect(items.map(({ status }) => status)).toEqual(["active", "superseded"]);
  expect(items[0]).toMatchObject({ displayName: "Contoso", verifiedAt: expect.any(String) });
});

it("tenant sync keeps an unreadable part of the earlier version and is partial", async () => {
  const world = await graphWorld();
  await world.perform("tenant.sync");
  const before = await world.newest("tenant-profiles");
  await world.control("/_grants", { without: ["Domain.Read.All", "Directory.Read.All"] });

  expect(await world.perform("tenant.sync")).toMatchObject({
    outcome: "partially_succeeded",
    failures: [{ about: { collection: "domains", permission: "Domain.Read.All" } }],
  });
  expect(await world.newest("tenant-profiles")).toEqual(before);
});

it("admin roles scan states standing, activated and eligible assignments", async () => {
  const world = await graphWorld();

  expect(await world.perform("entra.admin_roles.scan")).toMatchObject({ outcome: "succeeded" });
  expect((await world.newest("admin-role-scans")).content).toMatchObject({
    standingTotal: 6,
    activeTotal: 1,
    eligibleTotal: 2,
    eligible: "read",
    globalAdministrators: 3,
    findings: [
      { code: "guests_with_roles", count: 1 },
      { code: "applications_with_roles", count: 1 },
      { code: "groups_with_roles", count: 1 },
    ],
  });
});

it("admin roles scan states that eligible assignments are unknown without a licence", async () => {
  const world = await graphWorld();
  await world.control("/_directory", { isPimLicensed: false });

  expect(await world.perform("entra.admin_roles.scan")).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { warnings: 2 },
  });
  expect((await world.newest("admin-role-scans")).content).toMatchObject({
    eligible: "not_licensed",
    active: "not_licensed",
    eligibleTotal: null,
    eligibleFor: null,
    activeTotal: null,
    activated: null,
    standingTotal: 6,
  });
});

it("admin roles scan stores no sign-in name", async () => {
  const world = await graphWorld();
  await world.perform("entra.admin_roles.scan");

  const stored = await world.stored();

  expect(stored).toContain("External consultant");
  expect(stored).not.toMatch(/contoso\.example|#EXT#/);
});

it("admin roles scan is partial when an assignment refers to an unknown definition", async () => {
  const world = await graphWorld();
  const body = { value: [{ id: "other", displayName: "Other" }] };
  await world.control("/_faults", { match: "directory/roleDefinitions", status: 200, body });

  expect(await world.perform("entra.admin_roles.scan")).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "directory.definitions_missing",
  });
});

it("admin roles scan is blocked and names the permission without role assignments", async () => {
  const world = await graphWorld();
  await world.control("/_grants", { without: ["RoleManagement.Read.Directory", "Directory.Read.All"] });

  expect(await world.perform("entra.admin_roles.scan")).toMatchObject({
    outcome: "blocked",
    failures: expect.arrayContaining([
      expect.objectContaining({
        about: expect.objectContaining({ permission: "RoleManagement.Read.Directory" }),
      }),
    ]),
  });
});

it("RBAC health check finds groups that are gone and unused roles", async () => {
  const world = await graphWorld();
  await world.perform("rbac.health_check");
  expect((await world.newest("rbac-reports")).content).toMatchObject({
    findings: [{ code: "roles_unused", count: 1 }],
    unusedRoles: [{ name: "Unused desk" }],
  });

  await world.control("/_directory", { removeGroups: [groupIdAt(1)] });
  expect(await world.perform("rbac.health_check")).toMatchObject({ outcome: "succeeded" });

  expect((await world.newest("rbac-reports")).content).toMatchObject({
    findings: [
      { code: "assignments_with_groups_gone", count: 1 },
      { code: "roles_unused", count: 1 },
    ],
    assignments: [
      { name: "Berlin", groupsGone: [], tagsGone: [] },
      { name: "Help desk", groupsGone: [groupIdAt(1)] },
    ],
  });
});

it("RBAC health check says which groups it could not check", async () => {
  const world = await graphWorld();
  await world.control("/_grants", { without: ["Directory.Read.All"] });

  expect(await world.perform("rbac.health_check")).toMatchObject({
    outcome: "partially_succeeded",
    failures: [{ about: { permission: "Directory.Read.All" } }],
  });
  expect((await world.newest("rbac-reports")).content).toMatchObject({ assignments: [{ groupsGone: null }, {}] });
});

it("RBAC health check is blocked without the permission to read roles", async () => {
  const world = await graphWorld();
  await world.control("/_grants", { without: ["DeviceManagementRBAC.Read.All"] });

  expect(await world.perform("rbac.health_check")).toMatchObject({
    outcome: "blocked",
    failures: [{ about: { permission: "DeviceManagementRBAC.Read.All" } }],
  });
});
