import type { VerifiedFile, VerifyProblem } from "./verify-file.ts";

const wrong: Readonly<Record<VerifyProblem["code"], string>> = {
  another_key: "is not the key that you passed",
  not_a_pack: "is missing or unreadable; this is neither a review pack nor an evidence bundle",
  signature_invalid: "does not match the signing key",
  file_missing: "is missing",
  file_altered: "was altered",
  file_unlisted: "is not part of the signed file",
  archive_altered: "was altered in the archive",
  manifest_contradicts: "contradicts the manifest",
  not_derived: "does not follow from the facts",
  misnamed: "is not the content that its name states",
  unreadable: "is not readable by this release",
};

/** What a verification found, for people. */
export function factsOf({ keyFingerprint, isTrustedKey, files, problems, rules, isDerived }: VerifiedFile): string[] {
  if (problems.some(({ code }) => code !== "not_derived" && code !== "misnamed")) return [];
  return [
    `Signed by the key ${keyFingerprint}.`,
    isTrustedKey
      ? "The key is trusted: it is the one that you passed."
      : "The key is not compared yet. Compare it with the key that the console shows, or pass --key.",
    `${files.filter(({ record }) => record !== undefined).length} files match the signed manifest.`,
    ...(isDerived ? [`Every verdict was derived again by version ${rules} of its rules.`] : []),
    ...(!isDerived && problems.length === 0
      ? [
          `The verdicts were made by version ${rules} of the rules; this release has another one and did not derive them.`,
        ]
      : []),
  ];
}

/** One problem, for people: the file, the record that it shows, and what is wrong. */
export function sentenceOf(problem: VerifyProblem): string {
  const { code, path } = problem;
  const record = problem.record === undefined ? "" : ` (${named(problem.record)})`;
  const part = "part" in problem && problem.part !== undefined ? `: its ${problem.part}` : "";
  return `${named(path)}${record}${part} ${wrong[code]}.`;
}

/** A name from an altered archive may contain anything. */
const named = (name: string) => (/^[\w./-]{1,200}$/.test(name) ? name : JSON.stringify(name.slice(0, 60)));
