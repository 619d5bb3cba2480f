import type { AuditAction } from "../run/audit-entry.ts";
import { type Locale, wordsOf } from "./locale.ts";

/** What an entry of the audit trail says happened. */
export function auditSummaryOf(action: AuditAction, locale: Locale): string {
  return wordsOf(locale).audit[action];
}
