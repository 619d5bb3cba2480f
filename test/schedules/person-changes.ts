import * as z from "zod";
import { writeTogether } from "../../shared/ledger/write-together.ts";
import { createSchedules } from "../../shared/records/schedules.ts";
import { rule as ruleSchema } from "../../shared/recurrence/rule.ts";
import {
  editSchedule,
  pauseSchedule,
  resumeSchedule,
  type ScheduleChange,
  type ScheduleSettings,
} from "../../shared/schedules/change-schedule.ts";
import { dueAfter } from "../../shared/schedules/decide-slots.ts";
import type { Era } from "./slot-checks.ts";
import type { SlotWorld } from "./slot-world.ts";

/** What a person wants of a schedule. */
export type Wish =
  | { readonly kind: "pause" | "resume" }
  | { readonly kind: "edit"; readonly settings: ScheduleSettings };

const owner = { ownerId: "manager", ownerName: "manager" };
const editItem = z.object({
  pk: z.string().startsWith("EDIT#"),
  cursor: z.string(),
  rule: ruleSchema,
});

/** A person who changes a schedule once, by a time that may differ from the clock's. False when it was refused. */
export async function changeByPerson(target: SlotWorld["target"], id: string, wish: Wish, now: Date): Promise<boolean> {
  const schedules = createSchedules(target);
  const found = await schedules.find("acme", id);
  if (found.kind !== "schedule") return false;
  const { schedule: before } = found;
  const change = wishedFor(before, wish, now);
  if (change === undefined || change.kind === "busy") return false;
  const { schedule } = change;
  const part = schedules.changePart(before, schedule, dueAfter(schedule, Date.parse(schedule.cursor)));
  // In the transaction, as the audit entry is in the product: written if and only if the change is.
  const item = {
    pk: `EDIT#${id}`,
    sk: `${schedule.rev}`.padStart(9, "0"),
    cursor: schedule.cursor,
    rule: schedule.rule,
  };
  return writeTogether(target, [part, { item }]);
}

function wishedFor(before: Parameters<typeof editSchedule>[0], wish: Wish, now: Date): ScheduleChange | undefined {
  if (wish.kind === "edit") return editSchedule(before, wish.settings, owner, now);
  if (wish.kind === "pause") {
    return before.paused === undefined ? pauseSchedule(before, "manager", "A change.", now) : undefined;
  }
  return before.paused === undefined ? undefined : resumeSchedule(before, owner, now);
}

/** The spans of a ledger with the rule that held in each, by the changes that were stored. */
export function erasOf(world: SlotWorld, id: string, first: Era): Era[] {
  const changes = world
    .items()
    .filter(({ pk }) => pk === `EDIT#${id}`)
    .sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1))
    .map((item) => editItem.parse(item));
  const eras = [first];
  for (const { cursor, rule } of changes) {
    if (JSON.stringify(rule) !== JSON.stringify(eras.at(-1)?.rule)) eras.push({ from: Date.parse(cursor), rule });
  }
  return eras;
}
