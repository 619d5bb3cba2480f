import type { RuleWrite } from "../../shared/contract/schedules.ts";
import { intervalSecondsMax, intervalSecondsMin, type Rule } from "../../shared/recurrence/rule.ts";
import { findFault, type RuleFault } from "../../shared/recurrence/rule-times.ts";
import { nextSlot } from "../../shared/recurrence/slots.ts";
import { findTimeZone } from "../../shared/recurrence/time-zone.ts";
import { fieldProblem, type ProblemError } from "./errors.ts";

interface RuleContext {
  /** The path of the rule in the request, with a dot, or nothing. */
  readonly path: string;
  /** The anchor of an interval that names none. */
  readonly anchor: string;
  readonly now: Date;
}

const example = 'such as "30 2 * * *" for 02:30 every day';

/**
 * The rule of a request. Throws `rule_invalid`, `timezone_unknown` or `interval_too_short`, with the field and its remedy.
 */
export function ruleOr422(
  { cron, timezone, everySeconds, anchor }: RuleWrite,
  { path, anchor: defaultAnchor, now }: RuleContext,
): Rule {
  const refuse = (code: RuleFault, field: string, message: string) => refusal(code, `${path}${field}`, message);
  if (cron !== undefined && everySeconds !== undefined)
    throw refuse("rule_invalid", "everySeconds", "is not possible beside cron; send one of the two");
  if (everySeconds !== undefined) {
    if (everySeconds < intervalSecondsMin)
      throw refuse("interval_too_short", "everySeconds", `must be at least ${intervalSecondsMin}`);
    if (everySeconds > intervalSecondsMax || everySeconds % 60 !== 0)
      throw refuse("rule_invalid", "everySeconds", `must be whole minutes, at most ${intervalSecondsMax}`);
    if (timezone !== undefined)
      throw refuse("rule_invalid", "timezone", "belongs to cron; an interval counts real time in every zone");
    return { everySeconds, anchor: new Date(anchor ?? defaultAnchor).toISOString() };
  }
  if (anchor !== undefined) throw refuse("rule_invalid", "anchor", "belongs to everySeconds; omit it with cron");
  if (cron === undefined) throw refuse("rule_invalid", "cron", `is required, ${example}, or everySeconds instead`);
  if (timezone === undefined)
    throw refuse("rule_invalid", "timezone", 'is required with cron: an IANA name such as "Europe/Berlin"');
  const timeZone = timeZoneOr422(timezone, `${path}timezone`);
  const rule = { cron: cron.replaceAll(/\s+/g, " "), timeZone };
  const fault = findFault(rule);
  if (fault === "interval_too_short")
    throw refuse(fault, "cron", `must leave at least ${intervalSecondsMin / 60} minutes between slots`);
  if (fault !== undefined || nextSlot(rule, now.getTime()) === undefined)
    throw refuse("rule_invalid", "cron", `must be five fields with a future slot, ${example}`);
  return rule;
}

/** The canonical name of a time zone. Throws `timezone_unknown`. */
export function timeZoneOr422(name: string, path: string): string {
  const zone = findTimeZone(name);
  if (zone !== undefined) return zone;
  throw refusal("timezone_unknown", path, 'must be an IANA time zone such as "Europe/Berlin" or "UTC"');
}

function refusal(code: RuleFault, path: string, message: string): ProblemError {
  return fieldProblem(code, [{ path, message }]);
}
