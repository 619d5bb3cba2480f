import { type VerifiedFile, verifyFile } from "../../../tools/verify-file.ts";
import type { VerifyWords } from "./verify-words.ts";

/** One line about a file of the archive. */
export interface FileRow {
  readonly path: string;
  readonly record: string;
  readonly verdict: string;
  readonly tone: "success" | "danger" | "neutral";
}

/** What a page says about a verified file. */
export interface Shown {
  readonly tone: "success" | "warning" | "error";
  readonly text: string;
  /** Kind, key and version of the rules; empty where the file does not say them. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly problems: readonly string[];
  readonly rows: readonly FileRow[];
}

/** Without the signature of the expected key, no file is called unaltered: the digests may have been changed with it. */
const unsigned: ReadonlySet<string> = new Set(["not_a_pack", "signature_invalid", "another_key"]);

/** Verifies a file and says the result in the reader's language. The names of its parts are its own. */
export function shownOf(bytes: Uint8Array, words: VerifyWords, trusted?: string): Shown {
  const verified = verifyFile(bytes, trusted);
  const { format, keyFingerprint, isTrustedKey, rules, files, problems } = verified;
  const isSigned = !problems.some(({ code }) => unsigned.has(code));
  return {
    ...headlineOf(verified, words),
    facts: [
      { label: words.format, value: format === undefined ? "" : words.formats[format] },
      { label: words.key, value: keyFingerprint ?? "" },
      { label: words.trust, value: keyFingerprint === undefined ? "" : words.trustOf(isTrustedKey) },
      { label: words.rules, value: rules === null ? "" : String(rules) },
    ].filter(({ value }) => value !== ""),
    problems: problems.map((problem) => {
      const part = "part" in problem ? problem.part : undefined;
      const place = part === undefined ? named(problem.path) : `${named(problem.path)}, ${part}`;
      const record = problem.record === undefined ? "" : ` (${named(problem.record)})`;
      return `${place}${record}: ${words.codes[problem.code]}`;
    }),
    rows: files.map(({ path, record = "", problem }) => ({
      path: named(path),
      record: named(record),
      ...verdictOf(problem, isSigned, words),
    })),
  };
}

function headlineOf(
  { problems, isDerived, isTrustedKey }: VerifiedFile,
  words: VerifyWords,
): Pick<Shown, "tone" | "text"> {
  if (problems.length === 0) {
    return isDerived ? { tone: "success", text: words.unaltered } : { tone: "warning", text: words.notDerived };
  }
  if (isTrustedKey === false && problems.every(({ code }) => code === "another_key")) {
    return { tone: "error", text: words.anotherKey };
  }
  const isUnaltered = problems.every(
    ({ code }) => code === "not_derived" || code === "misnamed" || code === "unreadable",
  );
  return { tone: "error", text: isUnaltered ? words.wrong : words.altered };
}

function verdictOf(
  problem: VerifiedFile["files"][number]["problem"],
  isSigned: boolean,
  words: VerifyWords,
): Pick<FileRow, "verdict" | "tone"> {
  if (problem !== undefined) return { verdict: words.codes[problem], tone: "danger" };
  return isSigned ? { verdict: words.good, tone: "success" } : { verdict: words.unknown, tone: "neutral" };
}

/** A name from an altered archive may contain anything. */
const named = (name: string) => (/^[\w./-]{0,200}$/.test(name) ? name : JSON.stringify(name.slice(0, 60)));
