import { createPublicKey } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { checkPack, manifestIn } from "../../shared/operations/reviews/check-pack.ts";
import { createDriftFindings } from "../../shared/records/drift-findings.ts";
import { createReviewPacks } from "../../shared/records/review-packs.ts";
import { scope } from "./operation-world.ts";
import { aSyncedWorld } from "./synced-world.ts";

const type = "environment.review_pack.generate";
const signal = new AbortController().signal;

/** An environment with a ready review of two policies, and a finding that a person accepted. */
async function aReviewedWorld() {
  const world = await aSyncedWorld();
  await world.perform("tenant.evidence.snapshot.generate");
  await world.perform("environment.review.compose");
  const packs = createReviewPacks(world);
  const findings = createDriftFindings(world);
  const seen = { firstSeenAt: world.clock.now().toISOString(), lastSeenAt: world.clock.now().toISOString() };
  const finding = {
    ...seen,
    id: "profile-1.finding-1",
    baselineProfileId: "profile-1",
    policyKey: "configurationPolicies:a",
    displayName: "<b>Policy a</b>",
    path: "settings/firewall",
    kind: "changed",
    expected: "on",
    actual: "off",
    actualHash: "hash",
    status: "open" as const,
    operationRunId: "run-of-comparison",
    n: 1,
  };
  await findings.put(scope, undefined, finding);
  const stored = await findings.find(scope, finding.id);
  if (stored === undefined) throw new Error("no finding");
  const by = { byUserId: "maria", reason: "Needed by the branch office", at: seen.lastSeenAt };
  const decision = { ...by, id: "0000000001", decision: "accept" as const, findingId: finding.id, actualHash: "hash" };
  await findings.decide(scope, stored, finding, decision, () => ({
    item: { pk: "WS#acme", sk: "AUDIT#1" },
    condition: "attribute_not_exists(pk)",
    values: {},
  }));
  return {
    ...world,
    packs,
    async generate(input: Record<string, unknown> = {}) {
      const run = await world.claimed(type, { include: ["findings", "runs", "documents"], ...input });
      const { result } = await world.attempt(run);
      const pack = await packs.findReadyOf(scope, run.id);
      const bytes = pack === undefined ? undefined : await world.objects.files.get(pack.key, signal);
      return { run, result, pack, bytes };
    },
  };
}
const texts = (bytes: Uint8Array | undefined) =>
  [...checkPack(bytes ?? new Uint8Array()).entries].map(
    ([path, content]) => [path, Buffer.from(content).toString("utf8")] as const,
  );
const json = (bytes: Uint8Array | undefined, path: string): unknown =>
  JSON.parse(texts(bytes).find(([name]) => name === path)?.[1] ?? "null");

describe("a review pack", () => {
  it("contains the review, its evidence, findings with decisions and documents", async () => {
    const world = await aReviewedWorld();

    const { result, pack, bytes } = await world.generate();

    expect(result).toMatchObject({ outcome: "succeeded", related: { type: "review_pack" } });
    expect(texts(bytes).map(([path]) => path.replace(/[0-9a-f]{64}/, "<hash>"))).toEqual([
      "SHA256SUMS",
      "VERIFY.txt",
      "documents/<hash>.json",
      "documents/<hash>.json",
      "evidence.json",
      "findings.json",
      "manifest.json",
      "manifest.sha256",
      "manifest.sig",
      "public-key.pem",
      "report.html",
      "review.json",
      "runs.json",
    ]);
    expect(json(bytes, "review.json")).toMatchObject({ summary: { policies: 2 }, status: "ready" });
    expect(json(bytes, "findings.json")).toMatchObject([
      { path: "settings/firewall", decisions: [{ decision: "accept", reason: "Needed by the branch office" }] },
    ]);
    expect(manifestIn(checkPack(bytes ?? new Uint8Array()).entries)?.files).toHaveLength(9);
    expect(pack).toMatchObject({ status: "ready", key: `packs/acme/acme-prod/${pack?.sha256}.zip`, fileCount: 9 });
    expect(JSON.stringify(pack)).not.toContain("http");
  });

  it("has the same bytes when it is generated again", async () => {
    const world = await aReviewedWorld();
    const first = await world.generate();

    const second = await world.generate({ renew: true });

    expect(second.pack?.id).not.toBe(first.pack?.id);
    expect(Buffer.from(second.bytes ?? []).equals(Buffer.from(first.bytes ?? []))).toBe(true);
    expect(second.pack?.key).toBe(first.pack?.key);
  });

  it("is returned instead of generated again until it expires", async () => {
    const world = await aReviewedWorld();
    const input = { include: ["findings", "runs", "documents"] };
    const { run } = await world.generate();

    expect(await world.prepare(type, input)).toEqual({ kind: "answer", related: { type: "review_pack", id: run.id } });
    expect(await world.prepare(type, { ...input, locale: "de" })).toMatchObject({ kind: "start" });
    expect(await world.prepare(type, { ...input, renew: true })).toMatchObject({ kind: "start" });
    world.clock.advance(90 * 24 * 3600);
    expect(await world.prepare(type, input)).toMatchObject({ kind: "start" });
    expect(await world.packs.find(scope, run.id)).toMatchObject({ status: "expired" });
  });

  it("names no person unless it was asked to", async () => {
    const world = await aReviewedWorld();

    const plain = await world.generate();
    const named = await world.generate({ pii: true });

    const all = texts(plain.bytes)
      .map(([, text]) => text)
      .join("\n");
    expect(all).not.toMatch(/maria|"manager"/);
    expect(json(plain.bytes, "findings.json")).toMatchObject([
      { decisions: [{ byUserId: expect.stringMatching(/^person-\d$/) }] },
    ]);
    expect(json(named.bytes, "findings.json")).toMatchObject([{ decisions: [{ byUserId: "maria" }] }]);
  });

  it("shows what a record contains as text on its page", async () => {
    const world = await aReviewedWorld();

    const { bytes } = await world.generate({ locale: "de" });

    const page = texts(bytes).find(([path]) => path === "report.html")?.[1] ?? "";
    expect(page).toContain("&lt;b&gt;Policy a&lt;/b&gt;");
    expect(page).not.toMatch(/<script|<a |<b>|http(?!-equiv)/);
    expect(page).toContain("Abweichungen");
  });

  it("is signed by the key that its record names", async () => {
    const world = await aReviewedWorld();

    const { pack, bytes = new Uint8Array() } = await world.generate();

    const der = Buffer.from(await world.objects.signer.publicKey());
    const key = createPublicKey({ key: der, format: "der", type: "spki" }).export({ type: "spki", format: "pem" });
    expect(checkPack(bytes, key.toString())).toMatchObject({ problems: [], keyFingerprint: pack?.keyFingerprint });
  });
});

describe("a review pack is not generated", () => {
  it("when no review is ready", async () => {
    const world = await aSyncedWorld();

    const prepared = await world.prepare(type, {});

    expect(prepared).toMatchObject({ kind: "refuse", errors: [{ path: "environmentReviewId" }] });
  });

  it("when the evidence expired after the start", async () => {
    const world = await aReviewedWorld();
    const run = await world.claimed(type, {});
    world.clock.advance(31 * 24 * 3600);

    const { result } = await world.attempt(run);

    expect(result).toMatchObject({ outcome: "blocked", reasonCode: "review_pack.evidence_expired" });
    expect(world.objects.keys).toEqual([]);
  });

  it("when the stored file differs from what was written", async () => {
    const world = await aReviewedWorld();
    // The store accepts other bytes than those it was asked to keep.
    world.objects.damage((bytes) => {
      const other = Uint8Array.from(bytes);
      other[100] = (other[100] ?? 0) ^ 1;
      return other;
    });

    const { result, pack } = await world.generate();

    expect(result).toMatchObject({ outcome: "failed", reasonCode: "review_pack.not_confirmed" });
    expect(pack).toBeUndefined();
  });
});

const packed = await (await aReviewedWorld()).generate();
const bytes = Buffer.from(packed.bytes ?? []);
afterAll(() => expect(bytes.length).toBeGreaterThan(1000));

describe("a check of a review pack", () => {
  it("finds a flipped byte anywhere in the archive and names a file", () => {
    const unnoticed: number[] = [];
    for (let at = 0; at < bytes.length; at += 31) {
      const flipped = Buffer.from(bytes);
      flipped[at] = (flipped[at] ?? 0) ^ 0x20;
      const { problems } = checkPack(flipped);
      if (problems.every(({ path }) => path === "")) unnoticed.push(at);
    }
    expect(unnoticed).toEqual([]);
  });

  it("names the record of an altered file", () => {
    const name = Buffer.from("review.json");
    const content = bytes.indexOf(name) + name.length;
    const flipped = Buffer.from(bytes);
    flipped[content + 20] = (flipped[content + 20] ?? 0) ^ 1;

    const { problems } = checkPack(flipped);

    const review = z.object({ id: z.string() }).parse(json(packed.bytes, "review.json")).id;
    expect(problems).toContainEqual({
      code: "file_altered",
      path: "review.json",
      record: `environment-reviews/${review}`,
    });
  });

  it("rejects a pack that another key signed", async () => {
    const { testKms } = await import("../support/kms.ts");
    const { createKmsSigner } = await import("../../functions/middleware/kms-signer.ts");
    const der = Buffer.from(await createKmsSigner("other-key", testKms("other-key")).publicKey());
    const other = createPublicKey({ key: der, format: "der", type: "spki" }).export({ type: "spki", format: "pem" });

    expect(checkPack(bytes, other.toString()).problems).toEqual([{ code: "signature_invalid", path: "manifest.sig" }]);
  });

  it("reads no archive that is none", () => {
    expect(checkPack(Buffer.from("no archive")).problems).toEqual([{ code: "not_a_pack", path: "manifest.json" }]);
  });
});
