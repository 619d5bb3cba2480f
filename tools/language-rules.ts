import type { FileRule } from "./file-rules.ts";

/**
 * The language rules: the field's own terms, active voice, short sentences. These checks find the obvious violations;
 * the rest is up to code review.
 */

/** Concatenated, so that this file does not match its own pattern. */
const vague = [
  "some" + "body",
  "no" + "body",
  "who" + "ever",
  "te" + "lls",
  "to" + "ld",
  "looks" + " at",
  "goes" + " out",
  "stands" + " among",
  "has" + " come to",
  "what it" + " is about",
  "Zualler" + "erst",
  "Nach" + "arbeit",
] as const;
const vagueWord = new RegExp(`\\b(?:${vague.join("|")})\\b`, "gi");

const titleWordsMax = 14;
const titleWordsMin = 3;
const operatorWordsMax = 20;

const isTest = (path: string) => /\.(?:test|faults)\.ts$/.test(path);
/** The files with the product's texts, one or more per locale. */
const isLocale = (path: string) => /(?:^|\/)(?:locales|words)\/(?:en|de)(?:\/|\.ts)/.test(path);

const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}$%{]/u.test(word)).length;
const list = (found: readonly string[]) => [...new Set(found)].map((each) => JSON.stringify(each)).join(", ");

const testTitle = /it(?:\.each\([\s\S]*?\))?\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/;
const anyTitle = new RegExp(`\\b${testTitle.source}`, "g");
/** Outside of every `describe`: not indented. */
const topLevelTitle = new RegExp(`^${testTitle.source}`, "gm");

/** The test titles of a file, except those built at run time. */
const titlesIn = (text: string, pattern = anyTitle) => [...text.matchAll(pattern)].map(([, , title = ""]) => title);

/** The plural nouns that titles begin with. Any other first word in "s" counts as a verb. */
const pluralSubjects: ReadonlySet<string> = new Set([
  "buckets",
  "metrics",
  "operations",
  "rows",
  "texts",
  "transactions",
  "schedules",
]);
const predicate = /^(?:[a-z-]*[a-hj-rtv-z]s|is|are|can|cannot|may|must|never|neither|of|without)$/;

function lacksSubject(title: string): boolean {
  const [first = ""] = title.split(" ", 1);
  return predicate.test(first) && !pluralSubjects.has(first);
}

/** The sentences of the double-quoted and template texts of a file. */
function sentencesIn(text: string): string[] {
  const texts = /(["`])((?:(?!\1)[^\\\n]|\\.)*)\1/g;
  return [...text.matchAll(texts)].flatMap(([, , whole = ""]) => whole.split(/(?<=[.!?])\s+/));
}

export const languageRules: readonly FileRule[] = [
  {
    name: "plain words",
    complaint: ({ text }) => {
      const found = text.match(vagueWord);
      return found === null ? undefined : `says ${list(found)}: name the role, the event or the field's own term`;
    },
    canary: { path: "docs/words.md", text: `Wait until ${"some" + "body"} decides.` },
  },
  {
    name: "test titles",
    complaint: ({ path, text }) => {
      if (!isTest(path)) return undefined;
      const odd = titlesIn(text).filter((title) => wordsIn(title) > titleWordsMax || wordsIn(title) < titleWordsMin);
      return odd.length === 0
        ? undefined
        : `has titles that are not "<subject> <does what> [when <condition>]" in ${titleWordsMin} to ${titleWordsMax} words: ${list(odd)}`;
    },
    canary: { path: "test/run/story.test.ts", text: `it("works", () => {});` },
  },
  {
    name: "test subjects",
    complaint: ({ path, text }) => {
      if (!isTest(path)) return undefined;
      const found = titlesIn(text, topLevelTitle).filter(lacksSubject);
      return found.length === 0
        ? undefined
        : `has titles that begin with their verb: name the subject, or add a plural noun to pluralSubjects: ${list(found)}`;
    },
    canary: { path: "test/run/verb.test.ts", text: `it("rejects an unknown field", () => {});` },
  },
  {
    name: "operator sentences",
    complaint: ({ path, text }) => {
      if (!isLocale(path)) return undefined;
      const long = sentencesIn(text).filter((sentence) => wordsIn(sentence) > operatorWordsMax);
      return long.length === 0
        ? undefined
        : `has sentences of more than ${operatorWordsMax} words for an operator: ${list(long)}`;
    },
    canary: { path: "shared/presenter/locales/en/long.ts", text: `x = "${"word ".repeat(operatorWordsMax + 1)}"` },
  },
];
