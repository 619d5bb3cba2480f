import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import { occurrenceKey, ttlAttribute } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import type { Schedule } from "./schedules.ts";

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
  // Never stored: reasons of a newer release are read as this.
  "unknown",
] as const;
export type SkipReason = (typeof skipReasons)[number];

const skipReason = z.string().pipe(z.enum(skipReasons).catch("unknown"));

/** One entry of the ledger: the run of a slot, or slots that ended without one. */
const occurrence = z.object({
  environmentId: z.string(),
  /** The id that the slot gave to its run, or that leads to it. The entry then stands for one slot. */
  runId: z.string().optional(),
  /** Absent with a run: whether that started late follows from the run. */
  verdict: z.enum(["skipped", "missed"]).optional(),
  reason: skipReason.optional(),
  /** The run that the slot would have met. */
  busyRunId: z.string().optional(),
  /** The last slot of the entry, and how many it stands for. */
  to: z.string(),
  n: z.int().positive(),
  /** The revision of the schedule, and the zone data by which the slot was calculated. */
  rev: z.int(),
  tzdata: z.string(),
  at: z.string(),
});
export type Occurrence = z.infer<typeof occurrence> & {
  /** The first slot. */
  readonly slot: string;
};

/** Slots that end without a run. */
export interface Settlement {
  readonly slot: string;
  readonly to: string;
  readonly n: number;
  readonly verdict: "skipped" | "missed";
  readonly reason?: SkipReason;
  readonly busyRunId?: string;
}

const isNew = "attribute_not_exists(pk)";
const storedEntry = z.looseObject({ sk: z.string(), record: occurrence });
const prefix = "O#";

/** The ledger of slots. An entry is written once; the first writer decides what became of a slot. */
export function createOccurrences(target: StoreTarget & { readonly tzdata: string }) {
  const store = createStore(target);

  /** Adds an entry, or returns the one that is stored. */
  async function put(of: Schedule, slot: string, entry: Partial<Occurrence>, now: Date): Promise<Occurrence> {
    const { id, workspaceId, environmentId, rev } = of;
    const record = { environmentId, to: slot, n: 1, rev, tzdata: target.tzdata, at: now.toISOString(), ...entry };
    const expiry = epochSeconds(now, occurrenceDays * 86_400);
    const item = { ...occurrenceKey(workspaceId, id, slot), record, [ttlAttribute]: expiry };
    return occurrenceOf((await store.put(item, isNew)).item);
  }

  return {
    /** A consistent read of the entry that begins with a slot. */
    async find({ workspaceId, id }: Schedule, slot: string): Promise<Occurrence | undefined> {
      const item = await store.get(occurrenceKey(workspaceId, id, slot));
      return item === undefined ? undefined : occurrenceOf(item);
    },

    /** Names the run of a slot. */
    nameRun: (of: Schedule, slot: string, runId: string, now: Date) => put(of, slot, { runId }, now),

    /** Ends slots without a run. */
    settle: (of: Schedule, { slot, ...entry }: Settlement, now: Date) => put(of, slot, entry, now),
  };
}
export type Occurrences = ReturnType<typeof createOccurrences>;

/** The entry of a stored item. */
export function occurrenceOf(item: unknown): Occurrence {
  const { sk, record } = storedEntry.parse(item);
  return { ...record, slot: sk.slice(prefix.length) };
}
