import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import { occurrenceKey, ttlAttribute } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";
import type { Schedule } from "./schedules.ts";
import { occurrenceDays, type SkipReason, skipReason } from "./skip-reasons.ts";

/** One entry of the ledger: the run of a slot, or slots that ended without one. */
const occurrence = z.object({
  /** Null for a schedule of several environments. */
  environmentId: z.string().nullable(),
  /** The id that the slot gave to its run, or that leads to it. The entry then stands for one slot. */
  runId: z.string().optional(),
  /** Absent with a run: whether that started late follows from the run. Verdicts of a newer release are read as unknown. */
  verdict: z
    .string()
    .pipe(z.enum(["skipped", "missed", "unknown"]).catch("unknown"))
    .optional(),
  reason: skipReason.optional(),
  /** The run that the slot would have met. */
  busyRunId: z.string().optional(),
  /** The last slot of the entry, and how many it stands for. */
  to: z.string(),
  n: z.int().positive(),
  /** How long after its time the slot was to start, in seconds. */
  delaySeconds: z.int().default(0),
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
const lastKey = z.object({ sk: z.string() }).optional();
const prefix = "O#";

interface LedgerSpan {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly before?: string | undefined;
}

/** The ledger of slots. An entry is written once; the first writer decides what became of a slot. */
export function createOccurrences(target: StoreTarget & { readonly tzdata: string }) {
  const store = createStore(target);

  /** Adds an entry, or returns the one that is stored. */
  async function put(of: Schedule, slot: string, entry: Partial<Occurrence>, now: Date): Promise<Occurrence> {
    const { id, workspaceId, environmentId, rev } = of;
    const fixed = { environmentId, to: slot, n: 1, delaySeconds: 0, rev, tzdata: target.tzdata, at: now.toISOString() };
    const record = { ...fixed, ...entry };
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
    nameRun: (
      of: Schedule,
      slot: string,
      named: { readonly runId: string; readonly delaySeconds: number },
      now: Date,
    ) => put(of, slot, named, now),

    /** Ends slots without a run. */
    settle: (of: Schedule, { slot, ...entry }: Settlement, now: Date) => put(of, slot, entry, now),

    /** Entries that begin in a span of time, newest first. `nextBefore` is the slot to go on from. */
    async page(of: Pick<Schedule, "id" | "workspaceId">, span: LedgerSpan) {
      const { pk } = occurrenceKey(of.workspaceId, of.id, "");
      const answer = await target.client.send(
        new QueryCommand({
          TableName: target.tableName,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
          ExpressionAttributeValues: { ":pk": pk, ":from": `${prefix}${span.from}`, ":to": `${prefix}${span.to}` },
          ScanIndexForward: false,
          Limit: span.limit,
          ...(span.before !== undefined && { ExclusiveStartKey: occurrenceKey(of.workspaceId, of.id, span.before) }),
        }),
      );
      const last = lastKey.parse(answer.LastEvaluatedKey);
      return { entries: (answer.Items ?? []).map(occurrenceOf), nextBefore: last?.sk.slice(prefix.length) };
    },
  };
}
export type Occurrences = ReturnType<typeof createOccurrences>;

/** The entry of a stored item. */
export function occurrenceOf(item: unknown): Occurrence {
  const { sk, record } = storedEntry.parse(item);
  return { ...record, slot: sk.slice(prefix.length) };
}
