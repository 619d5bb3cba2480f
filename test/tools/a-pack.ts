import { generateKeyPairSync, sign } from "node:crypto";
import { type Completeness, evidenceFingerprint } from "../../shared/operations/evidence/evidence.ts";
import { policyCollections } from "../../shared/operations/provider/provider-access.ts";
import { buildPack } from "../../shared/operations/reviews/build-pack.ts";
import { sha256 } from "../../shared/operations/reviews/pack-archive.ts";
import { documentFile, type PackedReview } from "../../shared/operations/reviews/pack-content.ts";
import { composeReview, reviewFingerprint } from "../../shared/operations/reviews/review-content.ts";
import { packTexts } from "../../shared/presenter/pack/pack-texts.ts";

const scope = { workspaceId: "acme", environmentId: "acme-prod" };
const at = "2026-11-01T08:00:00.000Z";
const document = '{"name":"Firewall"}';
const pair = generateKeyPairSync("ed25519");

/** The public key of the packs that this file makes, as PEM. */
export const packKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
export const anotherKey = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();

/** A signed pack of one policy; its review, or its evidence, may claim something that does not follow from its facts. */
export async function aPack(
  claims: Partial<PackedReview> = {},
  locale: "en" | "de" = "en",
  completeness: Completeness = "complete",
): Promise<Buffer> {
  const collections = policyCollections.map((collection) => ({
    collection,
    readAt: at,
    isComplete: true,
    failedItems: 0,
  }));
  const collection = "configurationPolicies" as const;
  const entry = { policyId: "a", contentHash: sha256(Buffer.from(document)), collection, platform: "windows" };
  const entries = [{ ...entry, displayName: "Firewall", settingCount: 1 }];
  const fingerprint = evidenceFingerprint(scope.environmentId, entries, collections, completeness);
  const snapshot = { id: "evidence-1", fingerprint, completeness, collections, entries };
  const evidence = { ...snapshot, operationRunId: "run-1", generatedAt: at };
  const review = {
    ...composeReview(snapshot),
    ...{ id: "review-1", fingerprint: reviewFingerprint(scope.environmentId, snapshot), status: "ready" },
    ...{ evidenceSnapshotId: "evidence-1", operationRunId: "run-2", initiatedByUserId: "person-1", generatedAt: at },
    ...claims,
  };
  const { archive } = await buildPack({
    scope,
    content: { review, evidence, findings: [], runs: [], posture: [], compliance: null },
    documents: [documentFile(entry.contentHash, document)],
    options: { include: ["findings", "runs", "posture", "documents"], locale, pii: false },
    signer: {
      keyId: "key-1",
      sign: async (message) => sign(null, message, pair.privateKey),
      publicKey: async () => pair.publicKey.export({ type: "spki", format: "der" }),
    },
    texts: packTexts,
  });
  return Buffer.from(archive);
}

/** The pack with one bit flipped in the content of a file. */
export function flippedIn(pack: Buffer, name: string): Buffer {
  const flipped = Buffer.from(pack);
  const at = pack.indexOf(name) + name.length + 10;
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  return flipped;
}
