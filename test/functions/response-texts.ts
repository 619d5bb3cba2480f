import { proofKinds } from "../../shared/run/proof-kinds.ts";
import { aliasNames } from "../presenter/alias-names.ts";
import { englishIn } from "../presenter/german.ts";

/** Members of answers that are texts for people; all others are codes, values or user-supplied text. */
const said = new Set(
  (
    "label resultLabel description freshnessLabel familyLabel riskLabel laneLabel roleLabel headline text message title detail summary " +
    "consequence guidance calm impact proof staleLineageNote reconciliationNote"
  ).split(" "),
);

/** Forbidden in every member of an answer: internals of the store, the platform and the program. */
const internals =
  /SQLSTATE|\b23505\b|duplicate key|_unique\b|arn:aws|ConditionalCheckFailed|TransactionCanceled|ValidationException|[a-z]Exception\b|\b(?:Type|Range|Reference|Syntax|Zod)Error\b|\bat \S+ \(\S+:\d+:\d+\)|\b(?:pk|sk|workspaceKey|environmentKey|openKey|dueShard|correlationHash)\b"/;

/** Names of people and filters are user-supplied. */
const isSupplied = (name: string) => name === "actor" || name === "filters" || name === "appliedFilters";

/** The kind of proof that a promise names is a code. */
const isCode = (text: string) => proofKinds.some((kind) => kind === text);

/** Every text of an answer for people. */
export function sentencesIn(value: unknown, name = ""): string[] {
  if (typeof value === "string") return said.has(name) && !isCode(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((member) => sentencesIn(member, name));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => (isSupplied(key) ? [] : sentencesIn(member, key)));
}

/** The faults in an answer's texts for a language; empty when there are none. */
export function textFaultsIn(body: unknown, locale: "en" | "de"): string[] {
  const inside = JSON.stringify(body).match(internals) ?? [];
  const sentences = sentencesIn(body);
  const old = sentences.filter((text) => aliasNames.some((alias) => text.includes(alias)));
  const foreign = locale === "de" ? sentences.filter((text) => englishIn(text).length > 0) : [];
  const empty = sentences.filter((text) => text.trim() === "" || /\{\w+\}|\bundefined\b|\[object /.test(text));
  return [...inside, ...old, ...foreign, ...empty];
}
