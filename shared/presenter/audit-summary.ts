import type { AuditAction } from "../run/audit-entry.ts";
import { type Locale, wordsOf } from "./locale.ts";

/** The text of an audit entry. */
export function auditSummaryOf(action: AuditAction, locale: Locale): string {
  return wordsOf(locale).audit[action];
}
