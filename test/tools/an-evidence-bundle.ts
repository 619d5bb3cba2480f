import { generateKeyPairSync, sign } from "node:crypto";
import { unzipSync } from "fflate";
import { buildEvidenceBundle } from "../../functions/operations-api/evidence-bundle.ts";
import { manifestIn } from "../../shared/operations/reviews/check-pack.ts";
import { manifestOf, signedArchive } from "../../shared/operations/reviews/pack-archive.ts";
import { jsonBytes } from "../../shared/operations/reviews/pack-content.ts";
import { type BundleFacts, bundleFacts } from "../../shared/presenter/bundle/bundle-facts.ts";
import { aRun } from "../derived/runs.ts";

const pair = generateKeyPairSync("ed25519");
const signer = {
  keyId: "key-1",
  sign: async (message: Uint8Array) => sign(null, message, pair.privateKey),
  publicKey: async () => pair.publicKey.export({ type: "spki", format: "der" }),
};

/** The facts of a failed run that a later success superseded. */
export const supersededFacts: BundleFacts = bundleFacts.parse({
  run: aRun({
    status: "completed",
    outcome: "failed",
    completedAt: "2026-01-01T12:05:00.000Z",
    gen: 1,
    epoch: "e",
    correlationHash: "c",
  }),
  operation: {
    actionability: "later_success",
    ownership: "environment",
    lifecycle: "uncovered",
    hasAdapter: false,
    isProvenByRecord: false,
  },
  proofs: {
    successes: [
      {
        ...{ runId: "later", gen: 2, epoch: "e" },
        ...{ createdAt: "2026-03-03T08:00:00.000Z", completedAt: "2026-03-03T08:05:00.000Z" },
      },
    ],
  },
});

/** A signed bundle of these facts. */
export async function anEvidenceBundle(facts = supersededFacts): Promise<Buffer> {
  const audit = { entries: [], examinedUntil: null };
  const { archive } = await buildEvidenceBundle({ facts, audit }, { locale: "en", pii: false }, signer);
  return Buffer.from(archive);
}

/** The same bundle with one file changed by the holder of the key: everything matches the manifest again. */
export async function forged(archive: Buffer, path: string, change: (value: unknown) => unknown): Promise<Buffer> {
  const entries = unzipSync(archive);
  const manifest = manifestIn(new Map(Object.entries(entries)));
  if (manifest === undefined) throw new Error("The bundle has no manifest.");
  const { files: listed, ...identity } = manifest;
  const files = listed.map(({ path: at, source }) => {
    const bytes = entries[at] ?? new Uint8Array();
    return {
      path: at,
      source,
      bytes: at === path ? jsonBytes(change(JSON.parse(Buffer.from(bytes).toString("utf8")))) : bytes,
    };
  });
  const { archive: changed } = await signedArchive(manifestOf(identity, files), files, signer);
  return Buffer.from(changed);
}
