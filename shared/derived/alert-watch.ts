import type { AlertWatch } from "../run/alert-states.ts";

/** Evaluations come by once a minute, and the second clock takes over after this many seconds. */
export const evaluatedWithinSeconds = 150;

interface Watched {
  /** Rules that concern what the reader sees. */
  readonly rules: number;
  readonly areRulesWhole: boolean;
  /** When the newest completed evaluation of the workspace began. */
  readonly evaluatedAt: string | undefined;
}

/** What may be said about alerts that are not there. Exactly at the limit is still watching. */
export function deriveAlertWatch({ rules, areRulesWhole, evaluatedAt }: Watched, now: Date): AlertWatch {
  if (rules === 0) return areRulesWhole ? "no_rule" : "unread";
  if (evaluatedAt === undefined) return "never";
  return now.getTime() - Date.parse(evaluatedAt) > evaluatedWithinSeconds * 1000 ? "late" : "watching";
}
