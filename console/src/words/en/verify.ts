import type { VerifyProblem } from "../../../../tools/verify-file.ts";

/** Texts of the verifier. */
export const verify = {
  title: "Verify a file",
  intro:
    "Verifies the signature and every file of a review pack or of the evidence of a run. Every verdict is derived again from its facts. Nothing is sent.",
  label: "Signed file (ZIP)",
  trustedKey: "Trusted key (optional)",
  trustedKeyHint: "SHA-256 fingerprint or public key (PEM) of the deployment, from elsewhere than the file.",
  trustedKeyInvalid: "Enter a fingerprint of 64 hexadecimal characters, or a public key as PEM.",
  reading: "Verifying",
  notRead: "The file cannot be read.",
  unaltered: "The file is unaltered, and every verdict follows from its facts.",
  notDerived: "The file is unaltered. Its verdicts were made by rules of another release and were not derived again.",
  altered: "The file is not what was signed.",
  wrong: "The file is signed, but what it states does not follow from its facts.",
  anotherKey: "The file was signed with another key than the trusted one.",
  formats: { "runtruth.review-pack": "Review pack", "runtruth.evidence-bundle": "Evidence of a run" },
  format: "Kind",
  key: "Signing key (SHA-256)",
  trust: "Trust in the key",
  trustOf: (isTrusted: boolean | undefined): string =>
    isTrusted === undefined
      ? "Not compared. Enter the key that the deployment shows."
      : isTrusted
        ? "Trusted: the key that you entered"
        : "Not trusted: another key than the one that you entered",
  rules: "Version of the rules",
  problems: "Problems",
  files: "Files",
  file: "File",
  record: "Record",
  verdict: "Verdict",
  good: "Unaltered",
  unknown: "Not checked",
  codes: {
    another_key: "Another key than the trusted one",
    not_a_pack: "Neither a review pack nor an evidence bundle",
    signature_invalid: "Signature invalid",
    file_missing: "Missing",
    file_altered: "Altered",
    file_unlisted: "Not part of the signed file",
    archive_altered: "Altered in the archive",
    manifest_contradicts: "Contradicts the manifest",
    not_derived: "Does not follow from the facts",
    misnamed: "Not the content that its name states",
    unreadable: "Not readable by this release",
  } satisfies Record<VerifyProblem["code"], string>,
};
