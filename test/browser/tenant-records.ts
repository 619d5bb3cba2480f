import type { StartedStack } from "../../local/runtime/start-stack.ts";
import { apiOf, runOf } from "../scenarios/api.ts";

const kinds = {
  "permission.posture.check": "permission-reports",
  "entra.admin_roles.scan": "admin-role-scans",
  "rbac.health_check": "rbac-reports",
  "compliance.snapshot": "compliance-snapshots",
  "tenant.sync": "tenant-profiles",
} as const;
const lists = ["directory-groups", "role-definitions", "inventory-items", "listings", "listings/groups"];

/**
 * Reads a tenant without a licence for PIM and with a missing permission by every operation, and names the pages of its
 * reports and lists.
 */
export async function tenantPages(
  stack: StartedStack,
  environmentId = "acme-prod",
): Promise<{ readonly pages: readonly string[] }> {
  const scope = { workspaceId: "acme", environmentId };
  const environment = `/w/acme/environments/${environmentId}`;
  const api = apiOf(stack);
  const control = (path: string, body: object) =>
    fetch(`${stack.provider.origin}${path}`, { method: "POST", body: JSON.stringify(body) });
  await control("/_directory", { isPimLicensed: false });
  await control("/_grants", { without: ["DeviceManagementScripts.Read.All"] });
  const run = async (type: string) =>
    api.ended("operator", "acme", runOf(await api.start({ user: "operator", ...scope }, type)).id);
  const pages: string[] = [];
  for (const [type, kind] of Object.entries(kinds)) {
    pages.push(`${environment}/${kind}/${(await run(type)).related?.id}`);
  }
  for (const type of ["directory.groups.sync", "directory.role_definitions.sync", "inventory.sync"]) await run(type);
  return { pages: [...pages, ...lists.map((list) => `${environment}/${list}`)] };
}
