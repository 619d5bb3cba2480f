import type { Problem, ProblemDetail } from "../contract/problem.ts";
import { type Locale, problemTextsOf, referenceLocale, wordsOf } from "./locale.ts";

/**
 * Localizes a problem. The refusing code writes the exact reason in the reference language; other locales build it
 * from the codes, so that no response mixes languages.
 */
export function problemIn(problem: Omit<Problem, "title">, locale: Locale): Problem {
  const title = wordsOf(locale).problems[problem.code];
  if (locale === referenceLocale) return { ...problem, title };
  const texts = problemTextsOf(locale);
  const { type, detail: _exact, errors, ...rest } = problem;
  return {
    type,
    title,
    ...rest,
    detail: texts.problemDetails[problem.code],
    ...(errors && { errors: errors.map((error) => toldByCode(error, texts)) }),
  };
}

function toldByCode(
  { path, code }: ProblemDetail,
  { fieldTexts, issueTexts }: ReturnType<typeof problemTextsOf>,
): ProblemDetail {
  const field = path.split(".").findLast((part) => Object.hasOwn(fieldTexts, part));
  const named = field === undefined ? undefined : fieldTexts[field];
  const message = code === undefined ? (named ?? issueTexts.not_allowed) : issueTexts[code];
  return { path, message, ...(code !== undefined && { code }) };
}
