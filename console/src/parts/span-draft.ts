/** A span of time as a person enters it: a number and its unit. */
export interface SpanDraft {
  readonly value: string;
  readonly unit: "minutes" | "hours" | "days";
}

const secondsOf = { minutes: 60, hours: 3600, days: 86_400 } as const;
export const spanUnits = ["minutes", "hours", "days"] as const;

/** A span in the largest unit of which it is a whole number; a day is 24 hours. */
export function spanDraftOf(seconds: number): SpanDraft {
  const unit = seconds % 86_400 === 0 && seconds > 86_400 ? "days" : seconds % 3600 === 0 ? "hours" : "minutes";
  return { value: String(seconds / secondsOf[unit]), unit };
}

/** Seconds of a whole span; undefined otherwise. */
export function spanSecondsOf({ value, unit }: SpanDraft): number | undefined {
  const seconds = Number(value) * secondsOf[unit];
  return Number.isInteger(seconds) && seconds > 0 ? seconds : undefined;
}
