export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A rule for every file, with a canary that violates it: the check fails unless the canary is reported. */
export interface FileRule {
  readonly name: string;
  readonly complaint: (file: SourceFile) => string | undefined;
  readonly canary: SourceFile;
}

const linesMax = 300;
const vagueWords: ReadonlySet<string> = new Set(["util", "utils", "helper", "helpers", "common", "misc", "manager"]);
/** Concatenated, so that this file does not match its own pattern. */
const leftovers = new RegExp(`\\b(?:${["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"].join("|")})\\b`);
const machinePath = new RegExp(
  `(?<![\\w.])/(?:${["wo" + "rk", "ho" + "me", "ro" + "ot", "Us" + "ers"].join("|")})/[\\w.-]+`,
);
const absentDocument = new RegExp(
  `(?:${["domain", "decisions", "perf-reliability", "emulators", "console-design"].map((name) => `${name}\\.md`).join("|")})|\\b(?:architecture|domain) §? ?\\d`,
);
const switchedOff = new RegExp(
  `\\b(?:it|test|describe)(?:\\.\\w+)*\\.(?:${["sk" + "ip", "on" + "ly", "to" + "do", "skip" + "If"].join("|")})\\b`,
);

/** A limit behind the body of a test, or in its options. */
const ownLimit = /^(?:\}, |\s+)([\d_]{5,})(?:\);|,)$|\{ timeout: ([\d_]+) \}/gm;
const ownLimitMinimum = 3_600_000;

const isCode = (path: string) => /\.(?:ts|tsx|mts|js|mjs)$/.test(path);
const isTest = (path: string) => path.endsWith(".test.ts");
const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);

export const fileRules: readonly FileRule[] = [
  {
    name: "short",
    complaint: ({ path, text }) => {
      const lines = text.split("\n").length - 1;
      return isCode(path) && lines > linesMax
        ? `has ${lines} lines, ${linesMax} are allowed: it holds two things`
        : undefined;
    },
    canary: { path: "shared/run/long.ts", text: "\n".repeat(linesMax + 1) },
  },
  {
    name: "no barrel",
    complaint: ({ path }) =>
      /^index\.\w+$/.test(nameOf(path)) && isCode(path)
        ? "hides where a name is defined: import the file itself"
        : undefined,
    canary: { path: "shared/run/index.ts", text: "" },
  },
  {
    name: "speaking name",
    complaint: ({ path }) =>
      isCode(path) && path.split(/[/.\-_]/).some((word) => vagueWords.has(word.toLowerCase()))
        ? "has a name that could hold anything: say what it is"
        : undefined,
    canary: { path: "shared/run/date-helpers.ts", text: "" },
  },
  {
    name: "kebab-case",
    complaint: ({ path }) =>
      isCode(path) && !/^[a-z0-9._-]+$/.test(nameOf(path)) ? "is not written in kebab-case" : undefined,
    canary: { path: "shared/run/runStatus.ts", text: "" },
  },
  {
    name: "nothing left over",
    complaint: ({ text }) =>
      leftovers.test(text) ? `says ${leftovers.exec(text)?.[0]}: do it or write it down as an issue` : undefined,
    canary: { path: "shared/run/later.ts", text: `// ${"TO" + "DO"}: later` },
  },
  {
    name: "no machine",
    complaint: ({ text }) =>
      machinePath.test(text) ? `names a path of one machine: ${machinePath.exec(text)?.[0]}` : undefined,
    canary: { path: "README.md", text: `see ${"/ho" + "me/someone/project"}` },
  },
  {
    name: "only documents of this repository",
    complaint: ({ text }) =>
      absentDocument.test(text)
        ? `refers to ${absentDocument.exec(text)?.[0]}, which is not in this repository`
        : undefined,
    canary: { path: "shared/run/rule.ts", text: `// See ${"domain" + ".md"} 3.1.` },
  },
  {
    name: "a folder for each file of shared/",
    complaint: ({ path }) =>
      /^shared\/[^/]+$/.test(path) ? "lies directly in shared/: put it into the folder of what it serves" : undefined,
    canary: { path: "shared/loose.ts", text: "" },
  },
  {
    name: "no test switched off",
    complaint: ({ path, text }) =>
      isTest(path) && switchedOff.test(text) ? `switches tests off: ${switchedOff.exec(text)?.[0]}` : undefined,
    canary: { path: "test/run/off.test.ts", text: `it${".sk" + "ip"}("…", () => {});` },
  },
  {
    name: "one limit for tests",
    complaint: ({ path, text }) => {
      const limits = isTest(path)
        ? [...text.matchAll(ownLimit)].map(([, behind, option]) => behind ?? option ?? "")
        : [];
      const short = limits.find((limit) => Number(limit.replaceAll("_", "")) < ownLimitMinimum);
      return short === undefined
        ? undefined
        : `has a limit of its own of ${short} ms: the common limit follows the speed of the machine`;
    },
    canary: { path: "test/run/impatient.test.ts", text: `it("…", async () => {\n}${", 60"}_000);` },
  },
];

/** The rules that do not report their own canary. */
export function deadFileRules(rules: readonly FileRule[]): string[] {
  return rules
    .filter(({ complaint, canary }) => complaint(canary) === undefined)
    .map(({ name, canary }) => `the rule "${name}" does not notice ${canary.path}`);
}

/** All complaints of the rules about these files. */
export function complaintsAbout(files: readonly SourceFile[], rules: readonly FileRule[]): string[] {
  return files.flatMap((file) =>
    rules.flatMap(({ complaint }) => {
      const found = complaint(file);
      return found === undefined ? [] : [`${file.path} ${found}`];
    }),
  );
}
