import type * as z from "zod";
import type { Member } from "../../shared/access/member.ts";
import type { scheduleEdit } from "../../shared/contract/schedules.ts";
import { findOperation, type PrepareDependencies } from "../../shared/operations/registry.ts";
import { operationsWave } from "../../shared/operations/waves/operations.wave.ts";
import type { Schedule, ScheduledWave } from "../../shared/records/schedules.ts";
import { waveConcurrencyDefault, waveTargetsMax } from "../../shared/run/wave.ts";
import { defaultTolerance, type ScheduleSettings } from "../../shared/schedules/change-schedule.ts";
import { isSchedulable } from "../../shared/schedules/schedulable.ts";
import { errorsOf } from "../middleware/endpoint.ts";
import { inputInvalid, invalid, ProblemError } from "../middleware/errors.ts";
import { ruleOr422 } from "../middleware/rule-or-422.ts";
import { need } from "../middleware/scope-guard.ts";
import type { SelectTargets } from "./select-targets.ts";
import { needWholeWorkspace, waveWorkOr422 } from "./start-wave.ts";
import { inputRefused, startableOr422 } from "./start-work.ts";

type Wanted = Omit<z.infer<typeof scheduleEdit>, "rev">;

/** What a schedule starts, and where; null for several environments. */
interface Work {
  readonly type: string;
  readonly environmentId: string | null;
}

interface SettingsOptions {
  readonly prepareNeeds: PrepareDependencies;
  readonly selectTargets: SelectTargets;
  readonly now: Date;
  /** The anchor of an interval that names none. */
  readonly anchor?: string | undefined;
}

/**
 * The settings that a person wants for a schedule of this type, checked like a start: type, capability, rule, input.
 * Throws the problem with the field and its remedy.
 */
export async function settingsOr422(
  member: Member,
  work: Work,
  wanted: Wanted,
  options: SettingsOptions,
): Promise<ScheduleSettings> {
  const { type } = work;
  const { now, anchor = minuteOf(now) } = options;
  const operation = startableOr422(type);
  if (!isSchedulable(operation)) {
    throw new ProblemError("operation_not_schedulable", {
      detail:
        "A schedule starts work that reads or makes records of its own. Work that changes chosen records, or executes a plan, is started by a person.",
    });
  }
  need(member, operation.capability);
  const rule = ruleOr422(wanted.rule, { path: "rule.", anchor, now });
  const wave = await checkWork(member, work, wanted, options);

  const defaults = defaultTolerance(rule, now);
  const { name, overlap, catchUp, pauseAfter } = wanted;
  return {
    ...{ name, input: wanted.input, rule, overlap, catchUp, pauseAfter, ...(wave && { wave }) },
    jitterSeconds: wanted.jitterSeconds ?? defaults.jitterSeconds,
    windowSeconds: wanted.windowSeconds ?? defaults.windowSeconds,
  };
}

/** Checks the input of the work like a start, and returns the wave of a schedule of several environments. */
async function checkWork(
  member: Member,
  { type, environmentId }: Work,
  { input, wave }: Wanted,
  { prepareNeeds, selectTargets }: SettingsOptions,
): Promise<ScheduledWave | undefined> {
  if (environmentId === null) {
    if (wave === undefined) throw invalid("wave", "is required for a schedule of several environments; send it whole");
    needToStartWaves(member);
    waveWorkOr422(member, { type, input });
    return waveOr422(member, wave, selectTargets);
  }
  if (wave !== undefined) throw invalid("wave", "belongs to schedules of several environments; leave it out");
  const operation = startableOr422(type);
  const read = operation.input.safeParse(input);
  if (!read.success) throw inputInvalid(errorsOf(read.error, "input"));
  const lacking = operation.start.lacks?.(read.data) ?? [];
  if (lacking.length > 0) throw inputRefused(lacking);
  const { prepare } = await operation.start.prepare();
  const scope = { workspaceId: member.workspace.id, environmentId };
  const prepared = await prepare({ input: read.data, scope }, prepareNeeds);
  if (prepared.kind === "refuse") throw inputRefused(prepared.errors);
  return undefined;
}

/** Environments that a selection lists at most: the schedule is written at each slot, a unit for each kilobyte. */
const listedMax = 100;

async function waveOr422(
  member: Member,
  { targets, canary = 0, concurrency = waveConcurrencyDefault, stop = neverStops }: NonNullable<Wanted["wave"]>,
  selectTargets: SelectTargets,
): Promise<ScheduledWave> {
  const isListed = "environmentIds" in targets;
  const path = isListed ? "wave.targets.environmentIds" : "wave.targets.brokenPromise";
  const listed = isListed ? targets.environmentIds.length : 1;
  if (listed === 0) throw invalid(path, "must list at least one environment");
  if (listed > listedMax) {
    throw invalid(path, `must list at most ${listedMax} environments; use \`all\`, or several schedules`);
  }
  const { unknown } = await selectTargets(member, targets);
  if (unknown.length > 0) throw invalid(path, `has ids that do not exist in this workspace: ${unknown.join(", ")}`);
  return { targets, canary, concurrency, stop };
}

/** All targets may fail: work that only reads, or makes records of its own, does no harm by going on. */
const neverStops = { failuresMax: waveTargetsMax, failedPercentMax: 100 };

/** What an audit entry keeps of a schedule. */
export function auditedSchedule({ name, rule, input, wave, ...rest }: Schedule) {
  const { jitterSeconds, windowSeconds, overlap, catchUp, pauseAfter, ownerId, paused } = rest;
  const time = "cron" in rule ? `${rule.cron} ${rule.timeZone}` : `every ${rule.everySeconds} s since ${rule.anchor}`;
  const settings = { name, rule: time, input: JSON.stringify(input), jitterSeconds, windowSeconds };
  return {
    ...settings,
    ...(wave && { wave: JSON.stringify(wave) }),
    overlap,
    catchUp,
    pauseAfter,
    owner: ownerId,
    isPaused: paused !== undefined,
  };
}

/** Throws 403 unless the member may start the work of a schedule; a type of a newer version may not be started at all. */
export function needToStart(member: Member, { type, wave }: Pick<Schedule, "type" | "wave">): void {
  if (wave !== undefined) needToStartWaves(member);
  need(member, findOperation(type)?.capability ?? "system_only");
}

/** Throws 403 unless the member may start waves: for the whole workspace, with their capability. */
export function needToStartWaves(member: Member): void {
  needWholeWorkspace(member);
  need(member, operationsWave.capability);
}

const minuteOf = (now: Date) => `${now.toISOString().slice(0, 16)}:00.000Z`;
