/** Names of what is derived about schedules and their slots; the contract and the derivations share them. */

/** The states of a schedule, worst first. */
export const scheduleStates = [
  "paused_by_failures",
  "overdue",
  "missed",
  "refused",
  "skipped",
  "late",
  "paused",
  "stopped",
  "ended",
  "waiting",
  "on_time",
] as const;
export type ScheduleState = (typeof scheduleStates)[number];

/**
 * What became of a due slot. `starting`: it has named its run and is not accounted for yet. `unknown`: only a newer release
 * knows it.
 */
export const slotVerdicts = ["ran", "late", "skipped", "missed", "starting", "unknown"] as const;
export type SlotVerdict = (typeof slotVerdicts)[number];

/** Why the local time of a slot differs from the rule, or occurs twice: the zone changes its clock. */
export const slotNotes = ["moved_forward", "first_of_two", "second_of_two"] as const;
