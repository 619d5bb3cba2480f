import { expect, it } from "vitest";
import * as z from "zod";
import { findCall, type GraphCallName } from "../../shared/operations/provider/graph-calls.ts";
import { verdictOf } from "../../shared/operations/provider/permission-verdicts.ts";
import { operations } from "../../shared/operations/registry.ts";
import { graphWorld } from "./graph-world.ts";

const declared = operations.flatMap(({ type, start }) =>
  start === "not_startable" || start.calls === undefined ? [] : [{ type, calls: start.calls }],
);
const permissions = [...new Set(declared.flatMap(({ calls }) => calls.map((call) => findCall(call).permissions[0])))];

it("posture check reports every operation as usable when all permissions are granted", async () => {
  const world = await graphWorld();

  expect(await world.perform("permission.posture.check")).toMatchObject({ outcome: "succeeded" });
  const { content } = await world.newest("permission-reports");
  expect(content).toMatchObject({ missing: [], witness: "directory" });
  expect(verdictsIn(content)).toEqual(declared.map(({ type }) => [type, "usable"]));
});

it.each([
  ["GroupMember.Read.All", ["Directory.Read.All"], ["directory.groups.sync"]],
  ["Domain.Read.All", [], ["tenant.sync"]],
  ["RoleEligibilitySchedule.Read.Directory", ["RoleManagement.Read.Directory"], ["entra.admin_roles.scan"]],
  ["DeviceManagementRBAC.Read.All", [], ["directory.role_definitions.sync", "rbac.health_check"]],
  ["DeviceManagementManagedDevices.Read.All", [], ["compliance.snapshot"]],
  ["DeviceManagementScripts.Read.All", [], ["inventory.sync"]],
])("posture check names the missing %s per operation", async (permission, alternatives, affected) => {
  const world = await graphWorld();
  await world.control("/_grants", { without: [permission, ...alternatives] });

  expect(await world.perform("permission.posture.check")).toMatchObject({ outcome: "succeeded" });
  const { content } = await world.newest("permission-reports");
  const naming = operationsIn(content).filter(({ missing }) => missing.includes(permission));
  expect(naming.map(({ type }) => type)).toEqual(expect.arrayContaining(affected));
  expect(naming.every(({ verdict }) => verdict === "missing")).toBe(true);
});

it("posture check is blocked and names permissions when nothing is granted", async () => {
  const world = await graphWorld();
  await world.control("/_grants", { roles: [] });

  const ended = await world.perform("permission.posture.check");

  expect(ended).toMatchObject({ outcome: "blocked", reasonCode: "provider_permission_denied" });
  expect(permissions).toContain(ended.failures?.[0]?.about?.permission);
});

it("posture check uses the token when the directory is not readable", async () => {
  const world = await graphWorld();
  await world.control("/_grants", { without: ["Application.Read.All", "Directory.Read.All"] });

  await world.perform("permission.posture.check");

  expect((await world.newest("permission-reports")).content).toMatchObject({ witness: "token" });
});

it("posture check lists granted permissions that no operation needs", async () => {
  const world = await graphWorld();
  const granted = await (await world.control("/_grants", {})).json();
  await world.control("/_grants", {
    roles: [...z.object({ roles: z.array(z.string()) }).parse(granted).roles, "Mail.Read"],
  });

  await world.perform("permission.posture.check");

  expect((await world.newest("permission-reports")).content).toMatchObject({ unused: ["Mail.Read"] });
});

it.each([
  ["usable", "usable", { token: [], granted: [] }],
  ["refused", { reasonCode: "provider_permission_denied" }, { token: ["Domain.Read.All"], granted: undefined }],
  ["pending", { reasonCode: "provider_permission_denied" }, { token: [], granted: ["Domain.Read.All"] }],
  ["missing", { reasonCode: "provider_permission_denied" }, { token: undefined, granted: undefined }],
  ["not_licensed", { reasonCode: "provider_not_licensed" }, { token: [], granted: [] }],
  ["unknown", { reasonCode: "provider_unreachable" }, { token: undefined, granted: undefined }],
  ["missing", undefined, { token: ["Mail.Read"], granted: undefined }],
] as const)("verdict on a call is %s for the probe %j and %j", (verdict, probed, witnesses) => {
  expect(verdictOf("domains" satisfies GraphCallName, probed, witnesses)).toBe(verdict);
});

interface Operation {
  readonly type: string;
  readonly verdict: string;
  readonly missing: readonly string[];
}
const isOperation = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "type" in value && "missing" in value;

function operationsIn(content: unknown): Operation[] {
  const list: unknown = typeof content === "object" && content !== null ? Reflect.get(content, "operations") : [];
  return Array.isArray(list) ? list.filter(isOperation) : [];
}
const verdictsIn = (content: unknown) => operationsIn(content).map(({ type, verdict }) => [type, verdict]);
