import type * as z from "zod";
import type { EnvironmentMember } from "../../shared/access/access-store.ts";
import type { scheduleEdit } from "../../shared/contract/schedules.ts";
import { findOperation, type PrepareDependencies } from "../../shared/operations/registry.ts";
import type { Schedule } from "../../shared/records/schedules.ts";
import { defaultTolerance, type ScheduleSettings } from "../../shared/schedules/change-schedule.ts";
import { isSchedulable } from "../../shared/schedules/schedulable.ts";
import { errorsOf } from "../middleware/endpoint.ts";
import { inputInvalid, ProblemError } from "../middleware/errors.ts";
import { ruleOr422 } from "../middleware/rule-or-422.ts";
import { need } from "../middleware/scope-guard.ts";
import { inputRefused, startableOr422 } from "./start-work.ts";

type Wanted = Omit<z.infer<typeof scheduleEdit>, "rev">;

interface SettingsOptions {
  readonly prepareNeeds: PrepareDependencies;
  readonly now: Date;
  /** The anchor of an interval that names none. */
  readonly anchor?: string | undefined;
}

/**
 * The settings that a person wants for a schedule of this type, checked like a start: type, capability, rule, input.
 * Throws the problem with the field and its remedy.
 */
export async function settingsOr422(
  member: EnvironmentMember,
  type: string,
  wanted: Wanted,
  { prepareNeeds, now, anchor = minuteOf(now) }: SettingsOptions,
): Promise<ScheduleSettings> {
  const operation = startableOr422(type);
  if (!isSchedulable(operation)) {
    throw new ProblemError("operation_not_schedulable", {
      detail:
        "A schedule starts work that reads or makes records of its own. Work that changes chosen records, or executes a plan, is started by a person.",
    });
  }
  need(member, operation.capability);
  const rule = ruleOr422(wanted.rule, { path: "rule.", anchor, now });
  const input = operation.input.safeParse(wanted.input);
  if (!input.success) throw inputInvalid(errorsOf(input.error, "input"));
  const lacking = operation.start.lacks?.(input.data) ?? [];
  if (lacking.length > 0) throw inputRefused(lacking);
  const { prepare } = await operation.start.prepare();
  const scope = { workspaceId: member.workspace.id, environmentId: member.environment.id };
  const prepared = await prepare({ input: input.data, scope }, prepareNeeds);
  if (prepared.kind === "refuse") throw inputRefused(prepared.errors);

  const defaults = defaultTolerance(rule, now);
  const { name, overlap, catchUp, pauseAfter } = wanted;
  return {
    ...{ name, input: wanted.input, rule, overlap, catchUp, pauseAfter },
    jitterSeconds: wanted.jitterSeconds ?? defaults.jitterSeconds,
    windowSeconds: wanted.windowSeconds ?? defaults.windowSeconds,
  };
}

/** What an audit entry keeps of a schedule. */
export function auditedSchedule({ name, rule, input, ...rest }: Schedule) {
  const { jitterSeconds, windowSeconds, overlap, catchUp, pauseAfter, ownerId, paused } = rest;
  const time = "cron" in rule ? `${rule.cron} ${rule.timeZone}` : `every ${rule.everySeconds} s since ${rule.anchor}`;
  const settings = { name, rule: time, input: JSON.stringify(input), jitterSeconds, windowSeconds };
  return { ...settings, overlap, catchUp, pauseAfter, owner: ownerId, isPaused: paused !== undefined };
}

/** Throws 403 unless the member may start the work of a schedule; a type of a newer version may not be started at all. */
export function needToStart(member: Parameters<typeof need>[0], { type }: Pick<Schedule, "type">): void {
  need(member, findOperation(type)?.capability ?? "system_only");
}

const minuteOf = (now: Date) => `${now.toISOString().slice(0, 16)}:00.000Z`;
