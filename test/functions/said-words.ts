import { aliasNames } from "../presenter/alias-names.ts";
import { englishIn } from "../presenter/german.ts";

/** The members of answers that are sentences or names for people; every other member is a code, a value or a person's own text. */
const said = new Set(
  (
    "label description freshnessLabel familyLabel riskLabel laneLabel roleLabel headline text message title detail summary " +
    "consequence guidance calm impact proof staleLineageNote reconciliationNote"
  ).split(" "),
);

/** What no answer may hold, in whatever member: the inside of the store, of the platform and of the program. */
const internals =
  /SQLSTATE|\b23505\b|duplicate key|_unique\b|arn:aws|ConditionalCheckFailed|TransactionCanceled|ValidationException|[a-z]Exception\b|\b(?:Type|Range|Reference|Syntax|Zod)Error\b|\bat \S+ \(\S+:\d+:\d+\)|\b(?:pk|sk|workspaceKey|environmentKey|openKey|dueShard|correlationHash)\b"/;

/** Every sentence of an answer that is there for people. */
export function sentencesIn(value: unknown, name = ""): string[] {
  if (typeof value === "string") return said.has(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((member) => sentencesIn(member, name));
  if (typeof value !== "object" || value === null) return [];
  // Whoever did something is called by a name of their own.
  return Object.entries(value).flatMap(([key, member]) => (key === "actor" ? [] : sentencesIn(member, key)));
}

/** What is wrong with the words of an answer in a language; nothing when all is well. */
export function wrongWordsIn(body: unknown, locale: "en" | "de"): string[] {
  const inside = JSON.stringify(body).match(internals) ?? [];
  const sentences = sentencesIn(body);
  const old = sentences.filter((text) => aliasNames.some((alias) => text.includes(alias)));
  const foreign = locale === "de" ? sentences.filter((text) => englishIn(text).length > 0) : [];
  const empty = sentences.filter((text) => text.trim() === "" || /\{\w+\}|\bundefined\b|\[object /.test(text));
  return [...inside, ...old, ...foreign, ...empty];
}
