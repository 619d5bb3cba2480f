import type { StoreTarget } from "../../shared/ledger/store.ts";
import { writeTogether } from "../../shared/ledger/write-together.ts";
import type { Schedule, Schedules } from "../../shared/records/schedules.ts";
import type { AuditAction } from "../../shared/run/audit-entry.ts";
import type { ScheduleChange } from "../../shared/schedules/change-schedule.ts";
import { dueAfter } from "../../shared/schedules/decide-slots.ts";
import type { AuditEntries } from "../middleware/audit-entries.ts";
import type { Caller } from "../middleware/caller.ts";
import { ProblemError } from "../middleware/errors.ts";
import { changesOf } from "./changes.ts";
import { auditedSchedule } from "./schedule-settings.ts";

interface Dependencies {
  readonly target: StoreTarget;
  readonly schedules: Pick<Schedules, "createPart" | "changePart" | "removePart">;
  readonly auditEntries: AuditEntries;
}

interface Change {
  readonly action: AuditAction;
  /** Why, in the words of the person. */
  readonly note?: string;
  /** The change of the schedule as stored; undefined when it is already as wanted. Called again after a conflict. */
  readonly to: (stored: Schedule) => Promise<ScheduleChange | undefined> | ScheduleChange | undefined;
  readonly removedAt?: Date;
}

/** Each retry means that a clock accounted for a slot, or that another person changed the schedule. */
const roundsMax = 6;

/** Changes of schedules by people, each together with its audit entry. */
export function createChangeSchedule({ target, schedules, auditEntries }: Dependencies) {
  const entryOf = (caller: Caller, of: Schedule, action: AuditAction, metadata: Record<string, unknown>) =>
    auditEntries.partOf(caller, {
      ...{ workspaceId: of.workspaceId, environmentId: of.environmentId, action },
      ...{ resourceType: "schedule", resourceId: of.id, metadata },
    });

  return {
    /** Stores a new schedule. False when its id is taken. */
    create: (caller: Caller, created: Schedule, dueAt: string | undefined): Promise<boolean> => {
      const entry = entryOf(caller, created, "schedule.created", { ...auditedSchedule(created), isNew: true });
      return writeTogether(target, [schedules.createPart(created, dueAt), entry]);
    },

    /** Changes a schedule as stored; `read` reads it again when another writer was faster. Throws `schedule_busy`. */
    async change(caller: Caller, stored: Schedule, read: () => Promise<Schedule>, wanted: Change): Promise<Schedule> {
      let before = stored;
      for (let round = 0; round < roundsMax; round++) {
        const change = await wanted.to(before);
        if (change === undefined) return before;
        if (change.kind === "busy") throw busy(change.slot);
        const { schedule } = change;
        const changes = changesOf(auditedSchedule(before), auditedSchedule(schedule));
        const { action, note, removedAt } = wanted;
        const entry = entryOf(caller, schedule, action, {
          name: schedule.name,
          changes,
          ...(note !== undefined && { note }),
        });
        const part =
          removedAt === undefined
            ? schedules.changePart(before, schedule, dueAfter(schedule, Date.parse(schedule.cursor)))
            : schedules.removePart(before, removedAt);
        if (await writeTogether(target, [part, entry])) return schedule;
        before = await read();
      }
      throw new ProblemError("revision_conflict", { detail: "The schedule kept changing. Read it again and retry." });
    },
  };
}
export type ChangeSchedule = ReturnType<typeof createChangeSchedule>;

const busy = (slot: string) =>
  new ProblemError("schedule_busy", {
    detail: `The slot of ${slot} has to be accounted for first. Try again a few minutes after it, or pause the schedule now.`,
  });
