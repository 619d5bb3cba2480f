import type { Member, Place } from "../../shared/access/member.ts";
import { causeOf } from "../../shared/presenter/cause.ts";
import { labelOf } from "../../shared/presenter/labels.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { initiatorOf } from "../../shared/presenter/run-words.ts";
import type { EvaluatedRun } from "./run-reader.ts";

/** Whether a run contains all words of a search. */
export type MatchesText = (one: EvaluatedRun, text: string) => boolean;

/**
 * Searches what a member sees of a run in their language: id, operation, environment, initiator and cause. Upper and
 * lower case are equal.
 */
export function createMatchesText(member: Member, places: readonly Place[], locale: Locale): MatchesText {
  const names = new Map(places.map(({ id, name }) => [id, name]));
  return ({ run, truth }, text) => {
    const { id, type, environmentId, externalReference, endedBy, failures } = run;
    const initiator = initiatorOf(run, locale);
    const cause = causeOf(run, truth, locale, member);
    const searched = [
      id,
      type,
      labelOf(type, locale),
      environmentId ?? "",
      names.get(environmentId ?? "") ?? "",
      initiator.id,
      initiator.name,
      externalReference ?? "",
      endedBy?.reasonCode ?? "",
      ...failures.map(({ code }) => code),
      cause?.text ?? "",
    ]
      .join("\n")
      .toLocaleLowerCase(locale);
    return text
      .toLocaleLowerCase(locale)
      .split(/\s+/)
      .every((word) => searched.includes(word));
  };
}
