import * as z from "zod";
import { isKnownRole } from "../access/roles.ts";
import type { AuditAction, AuditEntry } from "../run/audit-entry.ts";
import { type Locale, wordsOf } from "./locale.ts";
import { roleLabelOf } from "./surface-words.ts";

type Detailed = Pick<AuditEntry, "action" | "metadata">;

/** What a change replaced, as stored beside it; entries of older releases and shortened ones have none. */
const storedChanges = z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })).catch([]);
const changesIn = ({ metadata }: Detailed) => storedChanges.parse(metadata.changes ?? []);

/** The text of an audit entry. A change of a single kind is named: "disabled" instead of "written". */
export function auditSummaryOf(entry: Detailed, locale: Locale): string {
  const words = wordsOf(locale);
  const exact = exactOf(entry);
  return exact === undefined ? words.audit[entry.action] : words.auditDetails[exact];
}

type Exact = Exclude<keyof ReturnType<typeof wordsOf>["auditDetails"], "fields" | "yes" | "no" | "allEnvironments">;

function exactOf(entry: Detailed): Exact | undefined {
  const changed = changesIn(entry);
  const { isNew } = entry.metadata;
  const isKnown = isNew === true || changed.length > 0;
  const created: Partial<Record<AuditAction, readonly [Exact, Exact | undefined]>> = {
    "provider_connection.written": ["connectionAdded", switchedTo(changed)],
    "member.written": ["memberAdded", "memberChanged"],
    "environment.written": ["environmentAdded", isNamed(changed) ? "environmentRenamed" : "approvalRuleChanged"],
    "saved_view.written": ["viewSaved", "viewChanged"],
    "promise.written": ["promiseMade", "promiseChanged"],
    "alert_rule.written": ["alertRuleMade", "alertRuleChanged"],
    "alert_channel.written": ["alertChannelMade", "alertChannelChanged"],
  };
  const [added, altered] = created[entry.action] ?? [];
  if (!isKnown) return undefined;
  return isNew === true ? added : altered;
}

const isNamed = (changed: z.infer<typeof storedChanges>) => changed.some(({ field }) => field === "name");

function switchedTo(changed: z.infer<typeof storedChanges>): Exact | undefined {
  const to = changed.find(({ field }) => field === "isEnabled")?.to;
  return to === true ? "connectionEnabled" : to === false ? "connectionDisabled" : undefined;
}

/** What an entry changed, setting by setting, in the words of a locale. A value that did not exist is null. */
export function auditChangesOf(entry: Detailed, locale: Locale) {
  const { fields } = wordsOf(locale).auditDetails;
  return changesIn(entry).map(({ field, from, to }) => ({
    field,
    label: fields[field] ?? field,
    from: textOfValue(field, from, locale),
    to: textOfValue(field, to, locale),
  }));
}

function textOfValue(field: string, value: unknown, locale: Locale): string | null {
  const { yes, no, allEnvironments } = wordsOf(locale).auditDetails;
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? yes : no;
  if (field === "environments" && value === "all") return allEnvironments;
  if (field === "role" && isKnownRole(value)) return roleLabelOf(value, locale);
  return Array.isArray(value) ? value.join(", ") : String(value);
}
