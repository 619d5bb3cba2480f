import { counted } from "./counted.ts";
import { fill } from "./fill.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { ageSpanOf } from "./promise-words.ts";

type PlanState = keyof ReturnType<typeof wordsOf>["plans"]["states"];

interface PlanFacts {
  readonly state: PlanState;
  /** The number of items that the plan changes. */
  readonly changes: number;
  readonly expiresAt?: string | undefined;
  /** Who approved or refused it. */
  readonly decider?: string | undefined;
  /** Whether the reader may decide on it now. */
  readonly mayDecide: boolean;
}

/** The badge and the sentence of a plan. */
export function planWordsOf(
  { state, changes, expiresAt, decider = "", mayDecide }: PlanFacts,
  now: Date,
  locale: Locale,
) {
  const words = wordsOf(locale).plans;
  const left = expiresAt === undefined ? 0 : (Date.parse(expiresAt) - now.getTime()) / 1000;
  const headline = fill(words.headline[state === "requested" && mayDecide ? "requested_of_reader" : state], {
    changes: counted(words.changes, changes, locale),
    left: ageSpanOf(left, locale),
    decider,
  });
  return { stateLabel: words.states[state], headline };
}
