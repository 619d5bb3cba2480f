import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, expect, it } from "vitest";
import * as z from "zod";
import { createPolicyExports } from "../../shared/records/policy-exports.ts";
import { scope } from "./operation-world.ts";
import { changeAndSync } from "./recipes/recipe.ts";
import { restoreWorld, stopRestoreWorlds } from "./restore-world.ts";

afterEach(stopRestoreWorlds);

const daySeconds = 24 * 3600;
const signal = new AbortController().signal;
const manifestSchema = z.looseObject({
  form: z.string(),
  policies: z.array(z.looseObject({ policyId: z.string(), path: z.string(), maskedSecrets: z.array(z.string()) })),
  missing: z.array(z.looseObject({ policyId: z.string() })),
  files: z.array(z.looseObject({ path: z.string(), sha256: z.string() })),
});
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function world() {
  const held = await restoreWorld();
  const exports = createPolicyExports(held);
  return {
    ...held,
    exports,
    /** The entries of the file that a run exported. */
    async entriesOf(id: string) {
      const stored = await exports.find(scope, id);
      const bytes = await held.objects.files.get(stored?.key ?? "", signal);
      expect(sha256(bytes)).toBe(stored?.sha256);
      const entries = unzipSync(bytes);
      const manifest = manifestSchema.parse(JSON.parse(strFromU8(entries["manifest.json"] ?? new Uint8Array())));
      return { entries, manifest, bytes };
    },
  };
}
const idOf = (result: object) => ("related" in result ? z.object({ id: z.string() }).parse(result.related).id : "");

it("policy.export writes every synced policy with its digest and masked secrets", async () => {
  const held = await world();
  const [place] = held.five;
  if (place === undefined) throw new Error("the world has no policies");
  await held.atProvider("PATCH", place, { preSharedKey: "canary-horse-staple" });
  await held.perform("policy.sync");

  const result = await held.perform("policy.export");

  const { policies: current } = await held.needs.policies.readCurrent(scope);
  expect(result).toMatchObject({
    outcome: "succeeded",
    summaryCounts: { total: current.length, processed: current.length, failed: 0 },
    related: { type: "policy_export" },
  });
  const { entries, manifest } = await held.entriesOf(idOf(result));
  expect(manifest.policies.map(({ policyId }) => policyId).sort()).toEqual(
    current.map(({ policyId }) => policyId).sort(),
  );
  for (const { path, sha256: stated } of manifest.files) expect(sha256(entries[path] ?? new Uint8Array())).toBe(stated);
  const sums = strFromU8(entries.SHA256SUMS ?? new Uint8Array());
  expect(sums).toContain(`${sha256(entries["manifest.json"] ?? new Uint8Array())}  manifest.json`);
  const masked = manifest.policies.find(({ policyId }) => policyId === place.policyId);
  expect(masked?.maskedSecrets).toEqual(["/preSharedKey"]);
  expect(Object.values(entries).some((bytes) => strFromU8(bytes).includes("canary-horse-staple"))).toBe(false);
});

it("policy.export for import leaves out what only the provider sets", async () => {
  const held = await world();
  const policyIds = held.five.slice(0, 2).map(({ policyId }) => policyId);

  const asRead = await held.entriesOf(idOf(await held.perform("policy.export", { policyIds })));
  const importable = await held.entriesOf(idOf(await held.perform("policy.export", { policyIds, form: "importable" })));

  expect(importable.manifest.policies).toHaveLength(2);
  for (const { path } of importable.manifest.policies) {
    const [read, cleaned] = [asRead, importable].map(({ entries }) =>
      JSON.parse(strFromU8(entries[path] ?? new Uint8Array())),
    );
    expect(read).toHaveProperty("id");
    expect(cleaned).not.toHaveProperty("id");
    expect(cleaned.displayName ?? cleaned.name).toBe(read.displayName ?? read.name);
  }
});

it("policy.export returns a stored file of equal contents for seven days", async () => {
  const held = await world();
  const first = await held.claimed("policy.export");
  const second = await held.claimed("policy.export");
  await held.attempt(first);
  expect(await held.prepare("policy.export")).toMatchObject({ kind: "answer", related: { id: first.id } });
  expect((await held.prepare("policy.export", { form: "importable" })).kind).toBe("start");
  held.clock.advance(60);
  await held.attempt(second);
  const [one, other] = [await held.entriesOf(first.id), await held.entriesOf(second.id)];
  expect(sha256(one.bytes)).toBe(sha256(other.bytes));

  held.clock.advance(7 * daySeconds);

  expect((await held.prepare("policy.export")).kind).toBe("start");
  expect(await held.exports.find(scope, first.id)).toMatchObject({ status: "expired" });
  await changeAndSync(held, 1);
  expect((await held.prepare("policy.export")).kind).toBe("start");
});

it("policy.export is partial and names the policy whose document is gone", async () => {
  const held = await world();
  const [gone, other] = held.five.map(({ policyId }) => policyId);
  const { contentHash = "" } = (await held.needs.policies.find(scope, gone ?? "")) ?? {};
  await held.needs.versionArchive.beginPurge(scope, contentHash, "purge");
  await held.needs.versionArchive.endPurge(scope, contentHash, "purge");

  const result = await held.perform("policy.export", { policyIds: [gone, other] });

  expect(result).toMatchObject({
    outcome: "partially_succeeded",
    reasonCode: "policy_export.documents_missing",
    summaryCounts: { total: 2, processed: 1, failed: 1 },
    failures: [{ code: "policy_export.documents_missing", about: { id: gone } }],
  });
  const { manifest } = await held.entriesOf(idOf(result));
  expect(manifest.missing.map(({ policyId }) => policyId)).toEqual([gone]);
  // It is no answer to a later start: that one may find the document again.
  expect((await held.prepare("policy.export", { policyIds: [gone, other] })).kind).toBe("start");
});

it("policy.export fails when the stored file differs from what was written", async () => {
  const held = await world();
  const run = await held.claimed("policy.export");
  const get = held.needs.artifacts.get;
  const flipped = async (key: string, of: AbortSignal) => {
    const bytes = await get(key, of);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    return bytes;
  };
  Object.assign(held.needs.artifacts, { get: flipped });

  const { result } = await held.attempt(run);

  expect(result).toMatchObject({ outcome: "failed", reasonCode: "policy_export.not_confirmed" });
  expect(await held.exports.find(scope, run.id)).toBeUndefined();
});

it.each(["policy.export", "policy.delete", "policy.restore"])(
  "%s names policies that are not synced by their place in the request",
  async (type) => {
    const held = await world();
    const known = held.five[0]?.policyId ?? "";
    const dryRun = type === "policy.delete" ? { dryRun: true } : {};

    expect(await held.prepare(type, { policyIds: ["zz-unknown", known], ...dryRun })).toMatchObject({
      kind: "refuse",
      errors: [{ path: "policyIds.0", message: expect.not.stringContaining("zz-unknown") }],
    });
  },
);
