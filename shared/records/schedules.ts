import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import type { Item } from "../ledger/item.ts";
import {
  scheduleKey,
  scheduleOpenKey,
  schedulePartition,
  scheduleShardOf,
  timelinePartition,
  ttlAttribute,
} from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import type { Part } from "../ledger/write-together.ts";
import { rule } from "../recurrence/rule.ts";
import { environmentSelection } from "../run/environment-selection.ts";
import { readDueKeys } from "./due-keys.ts";
import { storedNeedOf } from "./schedule-needs.ts";
import { occurrenceDays, skipReason } from "./skip-reasons.ts";

/** How each due slot ended, as counted. */
const counts = z.object({ ran: z.int(), late: z.int(), skipped: z.int(), missed: z.int() });
export type SlotCounts = z.infer<typeof counts>;
export type SlotVerdict = keyof SlotCounts;

const pause = z.object({
  at: z.string(),
  /** The name of the person; absent when the platform paused it after failures in a row. */
  by: z.string().optional(),
  note: z.string().optional(),
});

/** A pause that is over, while slots of it may still have to be accounted for. */
const endedPause = z.object({ from: z.string(), to: z.string() });
/** Kept at once: each is dropped when the cursor has passed it. */
export const endedPausesMax = 20;

/** The newest slots that were accounted for: one that has a run, or the slots of one entry that have none. */
const lastSlots = z.object({
  slot: z.string(),
  to: z.string(),
  n: z.int(),
  verdict: z.enum(["ran", "late", "skipped", "missed"]),
  reason: skipReason.optional(),
  busyRunId: z.string().optional(),
});
export type LastSlots = z.infer<typeof lastSlots>;

/** What a schedule of several environments starts at each slot: a wave over those that its selection then has. */
const scheduledWave = z.object({
  targets: environmentSelection,
  canary: z.int(),
  concurrency: z.int(),
  stop: z.object({ failuresMax: z.int(), failedPercentMax: z.int() }),
});
export type ScheduledWave = z.infer<typeof scheduledWave>;

/** Work that starts by itself. Every slot of its rule after the cursor is still to be accounted for. */
export const schedule = z.object({
  id: z.string(),
  workspaceId: z.string(),
  /** Null for work of several environments, which has a `wave`. */
  environmentId: z.string().nullable(),
  wave: scheduledWave.optional(),
  name: z.string(),
  type: z.string(),
  input: z.record(z.string(), z.unknown()),
  rule,
  /** Starts are delayed by a constant part of this, so that schedules of one minute do not start at once. */
  jitterSeconds: z.int(),
  /** How late a slot may start, in seconds after slot and delay. */
  windowSeconds: z.int(),
  /** When the line is busy: wait within the window, or skip the slot. */
  overlap: z.enum(["wait", "skip"]),
  /** Slots past their window: start none of them, the newest, or up to ten. */
  catchUp: z.enum(["none", "last", "all"]),
  /** Failed runs in a row after which the schedule pauses; null never pauses. */
  pauseAfter: z.int().nullable(),
  /** The person on whose behalf the work runs: the last one who changed the schedule. */
  ownerId: z.string(),
  ownerName: z.string(),
  /** The request that created it, when that had an idempotency key. */
  requestHash: z.string().optional(),
  createdAt: z.string(),
  changedAt: z.string(),
  paused: pause.optional(),
  endedPauses: z.array(endedPause).optional(),
  /** The number of changes. A slot is accounted for under the rule that was read, or not at all. */
  rev: z.int(),
  /** All slots up to this instant are accounted for. */
  cursor: z.string(),
  counts,
  /** Failed runs of slots in a row, without the run that is not judged yet. */
  failuresInRow: z.int(),
  /** Slots missed since the newest one that has a run; a skipped one is no answer to them. */
  missedInRow: z.int().optional(),
  /** The run of the newest slot, to be judged before the next one starts. */
  unjudgedRunId: z.string().optional(),
  lastRunId: z.string().optional(),
  last: lastSlots.optional(),
});
export type Schedule = z.infer<typeof schedule>;

const storedSchedule = z.looseObject({ record: z.looseObject({ removedAt: z.string().optional() }) });

/** When the clock visits it next. */
const due = z.looseObject({ dueAt: z.string().optional() });

/** What is stored under a key: `newer`: a newer release wrote it, and only that release can process it. */
export type FoundSchedule =
  | { readonly kind: "schedule"; readonly schedule: Schedule; readonly dueAt: string | undefined }
  | { readonly kind: "absent" }
  | { readonly kind: "newer" };

/** The change of a schedule by its clock: only from the cursor and revision that were read. */
export interface Advance {
  readonly cursor: string;
  readonly counts: SlotCounts;
  readonly failuresInRow: number;
  readonly missedInRow: number;
  readonly unjudgedRunId: string | undefined;
  readonly lastRunId: string | undefined;
  readonly last: LastSlots;
  /** When the next slot is to be started; undefined when the rule has no more. */
  readonly dueAt: string | undefined;
}

const dueSet = "#dueAt = :dueAt, #dueShard = :dueShard";
const isAsRead = "#record.#rev = :rev AND #record.#cursor = :read AND attribute_not_exists(#record.#removedAt)";

/** Schedules and their order of work, in the `due` index. */
export function createSchedules(target: StoreTarget) {
  const store = createStore(target);

  return {
    /** A consistent read of a schedule that was not removed. */
    async find(workspaceId: string, id: string): Promise<FoundSchedule> {
      const item = await store.get(scheduleKey(workspaceId, id));
      if (item === undefined || storedSchedule.parse(item).record.removedAt !== undefined) return { kind: "absent" };
      return readSchedule(item);
    },

    /** The same for one that may have been removed: its item stays as long as its ledger. */
    async findAny(workspaceId: string, id: string): Promise<FoundSchedule & { readonly isRemoved: boolean }> {
      const item = await store.get(scheduleKey(workspaceId, id));
      if (item === undefined) return { kind: "absent", isRemoved: false };
      return { ...readSchedule(item), isRemoved: storedSchedule.parse(item).record.removedAt !== undefined };
    },

    /** Keys in one shard that are due, oldest first. The index lags, so each schedule is read again. */
    async findDue(shard: number, now: string, limit: number, after?: Item) {
      const found = await readDueKeys(target, { partition: schedulePartition(shard), now, limit, after });
      const keys = found.keys.map(({ pk, sk }) => ({
        workspaceId: pk.slice("WS#".length),
        id: sk.slice("SCHEDULE#".length),
      }));
      return { keys, next: found.next };
    },

    /** Accounts for slots. False when another function did, or a person changed the schedule. */
    async advance(read: Schedule, to: Advance): Promise<boolean> {
      const { workspaceId, id, rev, cursor } = read;
      const { dueAt, ...after } = to;
      const open = openChange({ ...read, last: to.last, missedInRow: to.missedInRow });
      const optional = { unjudgedRunId: to.unjudgedRunId, lastRunId: to.lastRunId };
      const set = Object.keys(optional).filter((name) => optional[name as keyof typeof optional] !== undefined);
      const remove = [
        ...(to.unjudgedRunId === undefined ? ["#record.#unjudgedRunId"] : []),
        ...(dueAt === undefined ? ["#dueAt", "#dueShard"] : []),
        ...open.remove,
      ];
      const change =
        "SET #record.#cursor = :cursor, #record.#counts = :counts, #record.#failuresInRow = :failuresInRow, " +
        "#record.#missedInRow = :missedInRow, #record.#last = :last" +
        set.map((name) => `, #record.#${name} = :${name}`).join("") +
        (dueAt === undefined ? "" : `, ${dueSet}`) +
        open.set +
        removing(remove);
      const dueShard = dueAt === undefined ? undefined : scheduleShardOf(workspaceId);
      const values = { ...after, ...open.values, dueAt, dueShard, rev, read: cursor };
      const write = await store.update(scheduleKey(workspaceId, id), change, isAsRead, values);
      return write.outcome === "written";
    },

    /** Moves the next visit, without accounting for a slot. */
    async postpone(read: Schedule, dueAt: string): Promise<void> {
      const { workspaceId, id, rev, cursor } = read;
      const change = `SET ${dueSet}`;
      const values = { dueAt, dueShard: scheduleShardOf(workspaceId), rev, read: cursor };
      await store.update(scheduleKey(workspaceId, id), change, isAsRead, values);
    },

    /** Pauses a schedule whose runs failed in a row. False when it changed since it was read. */
    async pauseAfterFailures(read: Schedule, at: string, failuresInRow: number) {
      const { workspaceId, id, rev, cursor } = read;
      const paused = { at };
      const open = openChange({ ...read, paused });
      const change =
        "SET #record.#paused = :paused, #record.#failuresInRow = :failuresInRow, #record.#rev = :next" +
        open.set +
        removing(["#record.#unjudgedRunId", ...open.remove]);
      const values = { ...open.values, paused, failuresInRow, next: rev + 1, rev, read: cursor };
      const write = await store.update(scheduleKey(workspaceId, id), change, isAsRead, values);
      return write.outcome === "written";
    },

    /** A new schedule, as part of the transaction that also records who created it. */
    createPart: (created: Schedule, dueAt: string | undefined): Part => ({
      item: itemOf(created, dueAt),
      condition: "attribute_not_exists(pk)",
    }),

    /**
     * A schedule as a person changed it, as part of the transaction that also records the change: only from the revision
     * and cursor that were read, so that no slot is accounted for meanwhile. Fields of a newer release stay.
     */
    changePart({ rev, cursor }: Schedule, changed: Schedule, dueAt: string | undefined): Part {
      const record = new Map(Object.entries(schedule.parse(changed)).filter(([, value]) => value !== undefined));
      const open = openChange(changed);
      const set = [...record.keys()].map((field) => `#record.#${field} = :new_${field}`);
      const absent = Object.keys(schedule.shape).filter((field) => !record.has(field));
      const remove = [
        ...absent.map((field) => `#record.#${field}`),
        ...(dueAt === undefined ? ["#dueAt", "#dueShard"] : []),
        ...open.remove,
      ];
      return {
        key: scheduleKey(changed.workspaceId, changed.id),
        change: `SET ${[...set, ...(dueAt === undefined ? [] : [dueSet])].join(", ")}${open.set}${removing(remove)}`,
        condition: isAsRead,
        values: {
          ...Object.fromEntries([...record].map(([field, value]) => [`new_${field}`, value])),
          ...open.values,
          ...{ rev, read: cursor, dueAt, dueShard: scheduleShardOf(changed.workspaceId) },
        },
      };
    },

    /** Removes a schedule, in the same way. It stays as long as its ledger, and is not found any more. */
    removePart: (removed: Schedule, at: Date): Part => ({
      key: scheduleKey(removed.workspaceId, removed.id),
      change: `SET #record.#removedAt = :at, #${ttlAttribute} = :expiry REMOVE #dueAt, #dueShard, #openKey, #workspaceKey`,
      condition: isAsRead,
      values: {
        ...{ rev: removed.rev, read: removed.cursor },
        ...{ at: at.toISOString(), expiry: epochSeconds(at, occurrenceDays * 86_400) },
      },
    }),
  };
}

const itemOf = (of: Schedule, dueAt: string | undefined) => ({
  ...scheduleKey(of.workspaceId, of.id),
  record: schedule.parse(of),
  ...(dueAt !== undefined && { dueShard: scheduleShardOf(of.workspaceId), dueAt }),
  ...openAttributesOf(of),
});

/** The place of a schedule among those that need a person; empty for any other, which may become overdue. */
const openAttributesOf = (of: Schedule) =>
  storedNeedOf(of) === undefined
    ? {}
    : { workspaceKey: timelinePartition(of.workspaceId), openKey: scheduleOpenKey(of.environmentId, of.id) };

/** The same as parts of an update. */
function openChange(of: Schedule) {
  const values = openAttributesOf(of);
  return "openKey" in values
    ? { set: ", #workspaceKey = :workspaceKey, #openKey = :openKey", remove: [], values }
    : { set: "", remove: ["#workspaceKey", "#openKey"], values };
}

const removing = (names: readonly string[]) => (names.length === 0 ? "" : ` REMOVE ${names.join(", ")}`);
export type Schedules = ReturnType<typeof createSchedules>;

/** The schedule of an item; `newer` when it has values that this release does not know. */
export function readSchedule(item: Item): FoundSchedule {
  const read = schedule.safeParse(storedSchedule.parse(item).record);
  return read.success ? { kind: "schedule", schedule: read.data, dueAt: due.parse(item).dueAt } : { kind: "newer" };
}
