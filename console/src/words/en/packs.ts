type Names = Readonly<Record<string, string>>;

/** Texts about review packs. */
export const packs = {
  pack: {
    title: "Contents of the pack",
    contents: "Contents",
    parts: {
      review: "review",
      evidence: "evidence",
      findings: "findings with decisions",
      runs: "runs",
      posture: "posture",
      compliance: "device compliance",
      documents: "policy documents",
    } as Names,
    persons: "Persons",
    named: "Named by user id",
    pseudonymised: "Pseudonyms",
    language: "Language",
    size: "Size",
    kilobytes: (count: string) => `${count} KB`,
    files: "Files",
    exportTitle: "Contents of the export",
    form: "Form",
    missing: "Missing documents",
    masked: "With masked secrets",
    download: "Download",
    downloadMeans:
      "The link works for five minutes, for everyone who has it. Each download is recorded in the audit trail.",
    namedNeedsRight: "This pack names persons. Only members who may see the audit trail can download it.",
    verify: "Verification",
    verifyHow:
      "Recipients can verify the pack offline: VERIFY.txt in the pack lists the steps. Send them this key separately from the pack.",
    keyFingerprint: "Signing key (SHA-256)",
    fileDigest: "File (SHA-256)",
  },
  evidenceFile: {
    download: "Download evidence",
    downloaded: (file: string, key: string) => `${file} is saved. It is signed by the key ${key}.`,
  },
};
