import type { Problem, ProblemDetail } from "../contract/problem.ts";
import { type Locale, referenceLocale, wordsOf } from "./locale.ts";
import * as de from "./locales/de/problem-texts.ts";

/** Every language but the reference one, in which the exact reason is written where a request is refused. */
const textsByCode: Record<Exclude<Locale, typeof referenceLocale>, typeof de> = { de };

/**
 * A refusal in the language of whoever reads it. Where a request is refused, the exact reason is written in the
 * reference language; in every other one it is told by the codes, so that no foreign sentence stands in an answer.
 */
export function problemIn(problem: Omit<Problem, "title">, locale: Locale): Problem {
  const title = wordsOf(locale).problems[problem.code];
  if (locale === referenceLocale) return { ...problem, title };
  const texts = textsByCode[locale];
  const { type, detail: _exact, errors, ...rest } = problem;
  return {
    type,
    title,
    ...rest,
    detail: texts.problemDetails[problem.code],
    ...(errors && { errors: errors.map((error) => toldByCode(error, texts)) }),
  };
}

function toldByCode({ path, code }: ProblemDetail, { fieldTexts, issueTexts }: typeof de): ProblemDetail {
  const field = path.split(".").findLast((part) => Object.hasOwn(fieldTexts, part));
  const named = field === undefined ? undefined : fieldTexts[field];
  const message = code === undefined ? (named ?? issueTexts.not_allowed) : issueTexts[code];
  return { path, message, ...(code !== undefined && { code }) };
}
