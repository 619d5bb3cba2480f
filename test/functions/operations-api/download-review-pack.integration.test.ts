import { describe, expect, it } from "vitest";
import { createReviewPacks } from "../../../shared/records/review-packs.ts";
import { bytesOf, createWorld, type World } from "../world.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const sha256 = "ab".repeat(32);
const pathOf = (id: string, environmentId = "acme-prod") =>
  `/api/workspaces/acme/environments/${environmentId}/records/review-packs/${id}/download`;

async function aPack(world: World, { pii = false, isReady = true } = {}) {
  const packs = createReviewPacks(world);
  const by = { runId: "pack-1", attempt: 1 };
  const named = { id: "pack-1", operationRunId: "pack-1", environmentReviewId: "review-1", fingerprint: "f" };
  await packs.open(scope, {
    ...named,
    options: { include: [], locale: "en", pii },
    initiatedByUserId: "manager",
    by,
  });
  const now = world.clock.now();
  const file = { key: `packs/acme/acme-prod/${sha256}.zip`, sha256, bytes: 1000, fileCount: 5, signature: "c2ln" };
  const generatedAt = now.toISOString();
  const expiresAt = new Date(now.getTime() + 3_600_000).toISOString();
  if (isReady) {
    await packs.complete(scope, "pack-1", by, { ...file, keyId: "key", keyFingerprint: "f", generatedAt, expiresAt });
  }
}
const download = (world: World, as: string) => world.call({ method: "POST", path: pathOf("pack-1"), as });
const auditOf = async (world: World) =>
  (await world.call({ path: "/api/workspaces/acme/audit", as: "owner" })).body.items;

describe("the download of a review pack", () => {
  it("returns a link for five minutes and is audited each time", async () => {
    const world = await createWorld();
    await aPack(world);

    const { status, body } = await download(world, "readonly");

    expect(status).toBe(200);
    const link = new URL(body.url);
    expect(`${link.origin}${link.pathname}`).toBe(`https://artifacts.example/packs/acme/acme-prod/${sha256}.zip`);
    expect(link.searchParams.get("X-Amz-Expires")).toBe("300");
    expect(link.searchParams.get("response-content-disposition")).toBe(`attachment; filename="${body.fileName}"`);
    expect(Date.parse(body.expiresAt) - world.clock.now().getTime()).toBe(300_000);
    expect(body).toMatchObject({ sha256, bytes: 1000 });
    await download(world, "operator");
    expect(await auditOf(world)).toMatchObject([
      { action: "review_pack.downloaded", actor: { id: "operator" }, resourceId: "pack-1" },
      { action: "review_pack.downloaded", actor: { id: "readonly" }, metadata: { sha256, pii: false } },
    ]);
    // Neither the record nor the audit trail holds a link.
    const { body: record } = await world.call({ path: pathOf("pack-1").replace("/download", ""), as: "owner" });
    expect(JSON.stringify([record, await auditOf(world)])).not.toContain("X-Amz");
  });

  it("of a pack that names persons requires the right to see the audit trail", async () => {
    const world = await createWorld();
    await aPack(world, { pii: true });

    expect((await download(world, "operator")).status).toBe(403);
    expect((await download(world, "manager")).status).toBe(200);
    expect(await auditOf(world)).toHaveLength(1);
  });

  it("is refused while the pack is not ready or after it expired", async () => {
    const world = await createWorld();
    await aPack(world, { isReady: false });
    const unfinished = await download(world, "manager");
    const other = await createWorld();
    await aPack(other);
    other.clock.advance(3600);

    expect(unfinished).toMatchObject({ status: 409, body: { code: "file_not_available" } });
    expect(await download(other, "manager")).toMatchObject({ status: 409, body: { code: "file_not_available" } });
    expect(await auditOf(other)).toEqual([]);
  });

  it("hides packs of other scopes behind the common 404", async () => {
    const world = await createWorld();
    await aPack(world);

    const hidden = await Promise.all([
      download(world, "outsider"),
      download(world, "lab-operator"),
      world.call({ method: "POST", path: pathOf("pack-1", "acme-lab"), as: "owner" }),
      world.call({ method: "POST", path: pathOf("absent"), as: "owner" }),
      world.call({ method: "POST", path: pathOf("not%20an id"), as: "owner" }),
    ]);

    const [first, ...others] = hidden.map(bytesOf);
    expect(first?.status).toBe(404);
    for (const other of others) expect(other).toEqual(first);
  });
});
