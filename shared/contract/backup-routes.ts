import * as z from "zod";
import { recordAnswer } from "./record-answer.ts";
import type { Route } from "./route.ts";
import { action, records, replace } from "./route-shapes.ts";

const text = z.string().trim().min(1);

/** Creates or changes a backup schedule; replaces all fields. An archived one takes no more backups. */
const backupScheduleWrite = z.strictObject({
  name: text.max(80),
  isEnabled: z.boolean(),
  /** The number of complete sets that retention keeps, besides held ones. */
  keepLast: z.int().min(1).max(1000),
  isArchived: z.boolean().optional(),
});

export const writeBackupSchedule = {
  ...replace,
  name: "writeBackupSchedule",
  path: `${records}/backup-schedules/{id}`,
  summary: "Create, change or archive a backup schedule of the environment",
  capability: "tenant.backups.manage",
  body: backupScheduleWrite,
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing"],
} as const satisfies Route;

export const holdBackupSet = {
  ...action,
  name: "holdBackupSet",
  path: `${records}/backup-sets/{id}/hold`,
  summary: "Keep a backup set from retention and purges, or give it free",
  capability: "tenant.backups.manage",
  body: z.strictObject({ isHeld: z.boolean(), reason: text.max(500) }),
  answers: { 200: recordAnswer },
  problems: ["not_found", "capability_missing", "action_not_available"],
} as const satisfies Route;
