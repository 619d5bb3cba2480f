import * as z from "zod";
import { environmentSelection } from "../run/environment-selection.ts";
import { scheduleStates, slotNotes, slotVerdicts } from "../run/schedule-states.ts";
import { pageOf, pageQuery } from "./lists.ts";
import { state } from "./run-truth.ts";
import { waveRules } from "./waves.ts";

/** As in `recurrence/rule.ts`, which checks the expression. */
const cronLengthMax = 100;
const instant = z.iso.datetime();
const seconds = z.int().min(0);
const count = z.int().min(0);
const sentence = z.string().min(1);

/** One due instant of a rule. */
const plannedSlot = z.strictObject({
  at: instant,
  /** The local time with its offset from UTC: `2026-03-29T03:30+02:00`. */
  local: z.string(),
  note: z.strictObject({ code: z.enum(slotNotes), text: sentence }).nullable(),
});

/** A cron expression of five fields with an IANA time zone, or an interval. Exactly one of the two. */
const ruleWrite = z
  .strictObject({
    cron: z.string().trim().max(cronLengthMax).optional(),
    timezone: z.string().max(60).optional(),
    everySeconds: z.int().optional(),
    /** A slot of the interval; the others are whole intervals before or after it. Default: now, in whole minutes. */
    anchor: instant.optional(),
  })
  .meta({ examples: [{ cron: "30 2 * * *", timezone: "Europe/Berlin" }, { everySeconds: 21_600 }] });
export type RuleWrite = z.infer<typeof ruleWrite>;

/**
 * A schedule of several environments starts a wave at each slot, over those that its selection then has; archived ones
 * are left out. A slot without any is skipped. Default: no canary and no stop, so that one failing environment does not
 * hold back the others.
 */
const scheduledWave = z.strictObject({ targets: environmentSelection, ...waveRules });

const settings = {
  name: z.string().trim().min(1).max(80),
  /** Validated against the type's own schema from the catalog. */
  input: z.record(z.string(), z.unknown()).default({}),
  rule: ruleWrite,
  /** Starts are delayed by a constant part of this. Default: a tenth of the interval, at most 15 minutes. */
  jitterSeconds: z.int().min(0).max(3600).optional(),
  /** How late a slot may start. Default: half of the interval, at most an hour. */
  windowSeconds: z.int().min(60).max(86_400).optional(),
  /** While other work holds the same record: wait within the window, or skip the slot. */
  overlap: z.enum(["wait", "skip"]).default("wait"),
  /** Slots past their window, such as after an outage: start none of them, the newest, or up to ten of a day. */
  catchUp: z.enum(["none", "last", "all"]).default("last"),
  /** Failed runs in a row after which the schedule pauses; null: never. */
  pauseAfter: z.int().min(1).max(100).nullable().default(null),
  /** Only of a schedule of several environments. */
  wave: scheduledWave.optional(),
};

const nightly = {
  name: "Nightly backup",
  ...{ input: { backupScheduleId: "daily" }, rule: { cron: "30 2 * * *", timezone: "Europe/Berlin" } },
  ...{ overlap: "wait", catchUp: "last", pauseAfter: 3 },
} as const;

/** Creates a schedule of one environment, or of several with a `wave`. */
export const scheduleCreate = z
  .strictObject({
    type: z.string().min(1).max(80),
    /** The environment; left out with a `wave`. */
    environmentId: z.string().min(1).max(80).optional(),
    ...settings,
  })
  .meta({
    examples: [
      { type: "a type of the catalog", environmentId: "acme-prod", ...nightly },
      { type: "a type of the catalog", wave: { targets: { all: true } }, ...nightly },
    ],
  });

/** Replaces the settings of a schedule. Environment and operation stay: others are another schedule. */
export const scheduleEdit = z
  .strictObject({
    /** The revision that was read. */
    rev: z.int().min(1),
    ...settings,
  })
  .meta({ examples: [{ rev: 1, ...nightly }] });

export const scheduleNote = z.strictObject({ note: z.string().trim().min(1).max(500) });

const lastSlots = z.strictObject({
  /** The slots from the first to the last of them, `n` in all. */
  from: instant,
  to: instant,
  n: z.int().min(1),
  verdict: z.enum(slotVerdicts),
  /** Why they were skipped or missed; null when they ran. */
  reason: z.strictObject({ code: z.string(), text: sentence }).nullable(),
  state,
  /** The run that was still active when the slot was due. */
  busyRunId: z.string().nullable(),
});

const scheduleState = z.strictObject({
  code: z.enum(scheduleStates),
  label: z.string(),
  tone: state.shape.tone,
  text: sentence,
});

/** A schedule: an operation that starts by itself in one environment, or as a wave in several. */
export const scheduleAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Null for a schedule of several environments. */
  environmentId: z.string().nullable(),
  environmentName: z.string().nullable(),
  /** What a schedule of several environments starts; null for one environment. */
  wave: z
    .strictObject({
      targets: environmentSelection,
      canary: count,
      concurrency: z.int().min(1),
      stop: waveRules.stop.unwrap(),
      /** The selection in words. */
      text: sentence,
    })
    .nullable(),
  type: z.string(),
  typeLabel: z.string(),
  input: z.record(z.string(), z.unknown()),
  rule: z.strictObject({
    cron: z.string().nullable(),
    timezone: z.string().nullable(),
    everySeconds: z.int().nullable(),
    anchor: instant.nullable(),
    text: sentence,
  }),
  jitterSeconds: seconds,
  /** The constant delay of its starts: the part of its jitter that follows from its id. */
  delaySeconds: seconds,
  windowSeconds: seconds,
  overlap: z.enum(["wait", "skip"]),
  catchUp: z.enum(["none", "last", "all"]),
  pauseAfter: z.int().nullable(),
  /** The person on whose behalf the work starts: who created, edited or resumed it last. */
  owner: z.strictObject({ id: z.string(), name: z.string() }),
  createdAt: instant,
  changedAt: instant,
  rev: z.int(),
  /** Null by: the platform paused it after failures in a row. */
  paused: z.strictObject({ at: instant, by: z.string().nullable(), note: z.string().nullable() }).nullable(),
  state: scheduleState,
  needsAttention: z.boolean(),
  /** The next slot; null while it is paused, its environment archived, or when the rule has no more. */
  next: plannedSlot.nullable(),
  last: lastSlots.nullable(),
  lastRunId: z.string().nullable(),
  /** All slots up to then are accounted for. */
  accountedUntil: instant,
  /** How its slots ended since it was created. */
  counts: z.strictObject({ ran: count, late: count, skipped: count, missed: count }),
  /** Whether the caller may edit, pause, resume and remove it, and start its work now. */
  isChangeable: z.boolean(),
  isStartable: z.boolean(),
});
export type ScheduleAnswer = z.infer<typeof scheduleAnswer>;

export const schedulesQuery = pageQuery.extend({
  environmentId: z.string().min(1).max(80).optional(),
  /** `attention`: only those that need a person. */
  state: z.enum(["attention", ...scheduleStates]).optional(),
});

/** Schedules that the caller may see, worst first, then by next slot. */
export const schedulePage = pageOf(scheduleAnswer).extend({
  total: count,
  needAttention: count,
  /** Written by a newer version, and not listed here. */
  unreadable: count,
});

/** One entry of the ledger: a slot with its run, or slots that ended without one. */
export const occurrence = lastSlots.extend({
  runId: z.string().nullable(),
  /** How the run ended; null while it is active and without a run. */
  runState: state.nullable(),
  startedAt: instant.nullable(),
});
export type OccurrenceAnswer = z.infer<typeof occurrence>;

export const scheduleDetail = scheduleAnswer.extend({
  /** The newest entries of its ledger. */
  occurrences: z.array(occurrence),
  /** The next slots, as far as they are known. */
  upcoming: z.array(plannedSlot),
  checkedAt: instant,
});

export const occurrencesQuery = pageQuery.extend({
  verdict: z.enum(slotVerdicts).optional(),
  /** Slots from then on, and up to then. */
  from: instant.optional(),
  to: instant.optional(),
});
export const occurrencePage = pageOf(occurrence);

export const previewQuery = z.strictObject({
  cron: z.string().max(cronLengthMax).optional(),
  timezone: z.string().max(60).optional(),
  everySeconds: z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number of seconds")
    .transform(Number)
    .pipe(z.int())
    .optional(),
  anchor: instant.optional(),
});

/** The next slots of a rule, before a schedule has it. */
export const preview = z.strictObject({
  text: sentence,
  items: z.array(plannedSlot).max(10),
  checkedAt: instant,
});

/** Schedules that need a person on another page, with their list: the schedules with these parameters. */
export const failingSchedules = z.strictObject({
  cause: z.literal("schedule_failing"),
  label: z.string(),
  guidance: sentence,
  count: z.strictObject({
    value: count,
    /** True when not all were read: the number is a lower bound. */
    capped: z.boolean(),
    list: z.strictObject({ state: z.literal("attention"), environmentId: z.string().optional() }),
  }),
  items: z
    .array(
      z.strictObject({
        scheduleId: z.string(),
        name: z.string(),
        /** Null for a schedule of several environments; `environment` then says which. */
        environmentId: z.string().nullable(),
        environment: z.string(),
        typeLabel: z.string(),
        state: scheduleState,
        /** The pause, the newest slots that were accounted for, or the slot that is due. */
        since: instant,
      }),
    )
    .max(25),
});
