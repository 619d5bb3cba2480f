import { expect, it } from "vitest";
import { apiOf, runOf } from "../scenarios/api.ts";
import { accessibilityViolations } from "./accessibility.ts";
import { go, visit } from "./chromium.ts";
import { saveScreenshot, scrolledSideways } from "./every-page.ts";
import { foreignWords } from "./foreign-words.ts";
import { sharedStack } from "./stack.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const environment = "/w/acme/environments/acme-prod";
const kinds = {
  "permission.posture.check": "permission-reports",
  "entra.admin_roles.scan": "admin-role-scans",
  "rbac.health_check": "rbac-reports",
  "compliance.snapshot": "compliance-snapshots",
  "tenant.sync": "tenant-profiles",
} as const;

/** Names of roles and filters are the provider's. */
const isOurs = (text: string) => !["Policy and Profile manager", "All users and all devices"].includes(text);

/** A tenant without a licence for PIM and with a missing permission, read by every operation. */
const world = sharedStack({}, async (stack) => {
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
  return { pages };
});

it.each(["en-US", "de-DE"] as const)("console shows a tenant's reports and lists in %s", async (locale) => {
  const { stack, pages } = await world();
  const { page, mistakes } = await visit({ apiUrl: stack.apiUrl, user: "operator", path: environment, locale });
  const lists = ["directory-groups", "role-definitions", "inventory-items", "listings", "listings/groups"];
  for (const path of [environment, ...pages, ...lists.map((list) => `${environment}/${list}`)]) {
    await go(page, path);
    const name = path.split("/").slice(5, 6).join("") || "environment";
    await saveScreenshot(page, `tenant-${name}-${locale}`);
    expect(await accessibilityViolations(page), path).toEqual([]);
    expect(await scrolledSideways(page), path).toEqual([]);
    if (locale === "de-DE") expect((await foreignWords(page)).filter(isOurs), path).toEqual([]);
  }
  await go(page, `${environment}/directory-groups?search=warehouse%20berlin`);
  await page.getByText("Warehouse Berlin").first().waitFor();
  expect(mistakes).toEqual([]);
});
