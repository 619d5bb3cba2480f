import { runRulesVersion } from "../../shared/derived/run-rules.ts";
import {
  archiveForm,
  manifestOf,
  packProof,
  pemOf,
  sha256,
  signedArchive,
} from "../../shared/operations/reviews/pack-archive.ts";
import { jsonBytes, type PackFile } from "../../shared/operations/reviews/pack-content.ts";
import type { BundleFacts } from "../../shared/presenter/bundle/bundle-facts.ts";
import { runOf } from "../../shared/presenter/bundle/bundle-facts.ts";
import { explainedOf, historyOf, statedOf, verdictsOf } from "../../shared/presenter/bundle/bundle-verdicts.ts";
import { verifyStepsOf } from "../../shared/presenter/bundle/verify-steps.ts";
import { explain } from "../../shared/presenter/explain.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import type { AuditEntry } from "../../shared/run/audit-entry.ts";
import type { FileSigner } from "../middleware/file-signer.ts";

interface BundleContent {
  readonly facts: BundleFacts;
  /** The audit entries of the run; null for a reader who may not see them. */
  readonly audit: { readonly entries: readonly AuditEntry[]; readonly examinedUntil: string | null } | null;
}

interface BundleOptions {
  readonly locale: Locale;
  readonly pii: boolean;
}

/** Counted up with another form of the files. */
const bundleFormatVersion = 1;

/**
 * The signed evidence of a run: its facts, what follows from them, and its audit entries. It contains no time of its own,
 * so that an unchanged run gives the same bytes.
 */
export async function buildEvidenceBundle({ facts, audit }: BundleContent, options: BundleOptions, signer: FileSigner) {
  const publicKey = await signer.publicKey();
  const keyFingerprint = sha256(publicKey);
  const { run } = facts;
  const { id, type, workspaceId, environmentId } = run;
  const verdicts = verdictsOf(facts);
  const explanations = verdicts.map(({ from, truth }) => ({
    from,
    explanation: explain(runOf(facts), truth, explainedOf(facts), truth.actionability, options.locale),
  }));
  const file = (path: string, bytes: Uint8Array): PackFile => ({ path, bytes, source: { kind: "operation-runs", id } });
  const files: readonly PackFile[] = [
    file("facts.json", jsonBytes(facts)),
    file("history.json", jsonBytes(historyOf(facts))),
    file("verdicts.json", jsonBytes(verdicts.map((verdict) => statedOf(facts, verdict)))),
    file("explanation.json", jsonBytes(explanations)),
    ...(audit === null ? [] : [file("audit.json", jsonBytes(audit))]),
    file("VERIFY.txt", Buffer.from(verifyStepsOf("evidence", options.locale, keyFingerprint), "utf8")),
    { path: packProof.publicKey, bytes: pemOf(publicKey), source: { kind: "signing-keys", id: signer.keyId } },
  ];
  const manifest = manifestOf(
    {
      format: "runtruth.evidence-bundle",
      formatVersion: bundleFormatVersion,
      archive: archiveForm,
      ...{ workspaceId, environmentId },
      run: { id, type },
      rules: { version: runRulesVersion },
      options: { ...options, audit: audit !== null },
      key: { id: signer.keyId, fingerprint: keyFingerprint },
    },
    files,
  );
  const { archive } = await signedArchive(manifest, files, signer);
  return { archive, keyFingerprint };
}
