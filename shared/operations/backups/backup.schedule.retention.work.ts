import { plusSeconds } from "../../foundation/clock.ts";
import type { ReasonCode } from "../../run/reason-codes.ts";
import type { Archived } from "../archive/archive-record.ts";
import type { Work, WorkResult } from "../define-operation.ts";
import { handoversMax, reserveOf } from "../part.ts";
import type { BackupScheduleInput } from "./backup-schedule.input.ts";
import type { Schedules, Scope } from "./schedule-choice.ts";
import { completeSets, type ScheduledSet, setsToArchive } from "./sets-to-archive.ts";

/** How long an archived set can be taken back before retention suggests its purge. */
const purgeAfterSeconds = 30 * 24 * 3600;

interface HandleDependencies {
  readonly backupSchedules: Schedules;
  readonly backupPurge: { setsOfSchedule(scope: Scope, scheduleId: string): Promise<readonly ScheduledSet[]> };
  readonly archive: {
    archive(
      scope: Scope,
      kind: "backup-sets",
      id: string,
      runId: string,
      purgeAfter?: string,
    ): Promise<Archived | undefined>;
  };
  readonly clock: { now(): Date };
}

/** Archives the sets that a schedule no longer keeps, and confirms by a second read that enough are left. */
export async function handle(work: Work<BackupScheduleInput>, needs: HandleDependencies): Promise<WorkResult> {
  const { scope, run } = work;
  const { backupScheduleId: id } = work.input;
  await work.confirm({ phase: "changing_record" });
  const schedule = await needs.backupSchedules.find(scope, id);
  if (schedule === undefined) return ended("failed", "backup.schedule_missing", "The schedule does not exist.");
  const { keepLast } = schedule;
  const before = await needs.backupPurge.setsOfSchedule(scope, id);
  const least = Math.min(keepLast, completeSets(before).length);
  const chosen = setsToArchive(before, keepLast);
  const reserveMillis = reserveOf(work);
  const purgeAfter = plusSeconds(needs.clock.now(), purgeAfterSeconds);
  for (const [index, set] of chosen.entries()) {
    await work.report({ processed: index, total: chosen.length });
    await needs.archive.archive(scope, "backup-sets", set.id, run.id, purgeAfter);
    const isOver = work.signal.aborted || work.timeLeftMillis() <= reserveMillis;
    if (isOver && index + 1 < chosen.length && run.handovers < handoversMax)
      return { kind: "handed_over", checkpoint: {} };
  }
  const after = await needs.backupPurge.setsOfSchedule(scope, id);
  const left = setsToArchive(after, keepLast).length;
  const archived = after.filter(({ archivedByRunId }) => archivedByRunId === run.id).length;
  const summaryCounts = {
    total: archived + left,
    processed: archived + left,
    updated: archived,
    unchanged: completeSets(after).length,
  };
  const related = { type: "backup_schedule", id };
  if (completeSets(after).length < least) {
    return {
      ...ended("failed", "backup.retention_unconfirmed", "Fewer sets are left than must be kept."),
      summaryCounts,
      related,
    };
  }
  if (left === 0) return { kind: "ended", outcome: "succeeded", summaryCounts, related };
  const outcome = archived > 0 ? "partially_succeeded" : "failed";
  return { ...ended(outcome, "records.in_use", "A set was in use."), summaryCounts, related };
}

function ended(outcome: "failed" | "partially_succeeded", reasonCode: ReasonCode, message: string) {
  return { kind: "ended", outcome, reasonCode, failures: [{ code: reasonCode, message }] } as const;
}
