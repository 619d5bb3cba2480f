import * as z from "zod";

/** Days for which the ledger of a schedule is kept. */
export const occurrenceDays = 400;

/** Why a slot was skipped. */
export const skipReasons = [
  "paused",
  "busy",
  "owner_not_entitled",
  "environment_archived",
  "refused",
  "already_available",
  /** No environment was in the selection of the schedule. */
  "selection_empty",
  // Never stored: reasons of a newer release are read as this.
  "unknown",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** A reason as read. */
export const skipReason = z.string().pipe(z.enum(skipReasons).catch("unknown"));
