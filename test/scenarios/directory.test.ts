import { expect, it } from "vitest";
import * as z from "zod";
import { recordAnswer, recordPage } from "../../shared/contract/record-answer.ts";
import { apiOf, runOf } from "./api.ts";
import { stackForTest } from "./stacks.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const records = `/api/workspaces/acme/environments/acme-prod/records`;
const posture = z.object({
  operations: z.array(z.object({ type: z.string(), verdict: z.string(), missing: z.array(z.string()) })),
});

it("an operator finds missing permissions, administrators, licences and one of 10,000 groups", async () => {
  const stack = await stackForTest();
  const api = apiOf(stack);
  const control = (path: string, body: object) =>
    fetch(`${stack.provider.origin}${path}`, { method: "POST", body: JSON.stringify(body) });
  const play = async (type: string) =>
    api.ended("operator", scope.workspaceId, runOf(await api.start({ user: "operator", ...scope }, type)).id);
  const made = async (run: Awaited<ReturnType<typeof play>>, kind: string) =>
    api.read("operator", `${records}/${kind}/${run.related?.id}`, recordAnswer);

  await control("/_grants", { without: ["GroupMember.Read.All", "Directory.Read.All"] });
  const checked = await play("permission.posture.check");
  const report = await made(checked, "permission-reports");
  const missing = posture.parse(report.content).operations.filter((operation) => operation.verdict === "missing");
  expect(missing.map((operation) => [operation.type, operation.missing])).toContainEqual([
    "directory.groups.sync",
    ["GroupMember.Read.All"],
  ]);
  const blocked = await play("directory.groups.sync");
  expect(blocked).toMatchObject({ outcome: "blocked" });
  expect(blocked.failures[0]?.message).toContain("GroupMember.Read.All");

  await fetch(`${stack.provider.origin}/_grants`, { method: "DELETE" });
  // A token keeps the permissions of the moment it was issued; the check takes a new one.
  expect(await play("permission.posture.check")).toMatchObject({ outcome: "succeeded" });
  expect(await play("directory.groups.sync")).toMatchObject({ outcome: "succeeded" });
  const found = await api.read("readonly", `${records}/directory-groups?search=warehouse%20berlin&limit=5`, recordPage);
  expect(found.items).toHaveLength(5);
  expect(found.total).toBeGreaterThan(100);
  const all = await api.read("readonly", `${records}/directory-groups?limit=1`, recordPage);
  expect(all.total).toBe(10_000);

  await control("/_directory", { isPimLicensed: false });
  const scanned = await play("entra.admin_roles.scan");
  expect(scanned).toMatchObject({ outcome: "succeeded", summaryCounts: { warnings: 2 } });
  expect((await made(scanned, "admin-role-scans")).content).toMatchObject({ eligible: "not_licensed" });
  expect(await play("tenant.sync")).toMatchObject({ outcome: "succeeded", related: { type: "tenant_profile" } });
  expect(await play("rbac.health_check")).toMatchObject({ outcome: "succeeded", related: { type: "rbac_report" } });
});
