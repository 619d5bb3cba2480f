import { describe, expect, it } from "vitest";
import { createPolicyExports } from "../../../shared/records/policy-exports.ts";
import { createWorld, type World } from "../world.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const sha256 = "ab".repeat(32);
const pathOf = (environmentId = "acme-prod") =>
  `/api/workspaces/acme/environments/${environmentId}/records/policy-exports/export-1/download`;

async function anExport(world: World) {
  const now = world.clock.now();
  await createPolicyExports(world).add(scope, {
    ...{ id: "export-1", operationRunId: "export-1", form: "as_read", fingerprint: "f", initiatedByUserId: "manager" },
    ...{ by: { runId: "export-1", attempt: 1 }, key: `exports/acme/acme-prod/${sha256}.zip`, sha256, bytes: 1000 },
    ...{ policyCount: 5, missingCount: 0, maskedCount: 1, createdAt: now.toISOString() },
    expiresAt: new Date(now.getTime() + 3_600_000).toISOString(),
  });
}
const download = (world: World, as: string, path = pathOf()) => world.call({ method: "POST", path, as });
const auditOf = async (world: World) =>
  (await world.call({ path: "/api/workspaces/acme/audit", as: "owner" })).body.items;

describe("the download of a policy export", () => {
  it("returns a link for five minutes and is audited", async () => {
    const world = await createWorld();
    await anExport(world);

    const { status, body } = await download(world, "manager");

    expect(status).toBe(200);
    const link = new URL(body.url);
    expect(`${link.origin}${link.pathname}`).toBe(`https://artifacts.example/exports/acme/acme-prod/${sha256}.zip`);
    expect(link.searchParams.get("X-Amz-Expires")).toBe("300");
    expect(body).toMatchObject({ sha256, bytes: 1000, fileName: `policies-acme-prod-${sha256.slice(0, 12)}.zip` });
    expect(await auditOf(world)).toMatchObject([
      { action: "policy_export.downloaded", actor: { id: "manager" }, metadata: { sha256, policies: 5 } },
    ]);
  });

  it("requires the right to take policies out of the product", async () => {
    const world = await createWorld();
    await anExport(world);

    expect((await download(world, "readonly")).status).toBe(403);
    expect(await auditOf(world)).toEqual([]);
  });

  it("is refused after the export expired, and hidden from other scopes", async () => {
    const world = await createWorld();
    await anExport(world);

    expect((await download(world, "manager", pathOf("acme-test"))).status).toBe(404);
    world.clock.advance(3600);
    expect(await download(world, "manager")).toMatchObject({ status: 409, body: { code: "file_not_available" } });
    expect(await auditOf(world)).toEqual([]);
  });
});
