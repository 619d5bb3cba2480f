import type { Item } from "../shared/ledger/item.ts";
import { occurrenceKey, scheduleKey } from "../shared/ledger/keys.ts";
import { type Schedule, schedule } from "../shared/records/schedules.ts";
import { environmentCount, environmentIdOf } from "./seed.ts";

const scheduleCount = 100;
const entryCount = 100;
const hourMillis = 3_600_000;
const first = Date.parse("2026-02-20T00:00:00.000Z");
const idOf = (at: number) => `01SCHED000000000000000${String(at).padStart(4, "0")}`;
/** A schedule with a ledger. */
export const scheduleId = idOf(0);

/** Schedules of all environments, every one with a next slot, and the ledger of one of them. */
export function scheduleItems(): Item[] {
  const cursor = new Date(first + entryCount * hourMillis).toISOString();
  return [
    ...Array.from({ length: scheduleCount }, (_, at) => ({
      ...scheduleKey("acme", idOf(at)),
      record: schedule.parse({
        ...typical,
        id: idOf(at),
        environmentId: environmentIdOf(at % environmentCount),
        cursor,
      }),
    })),
    ...Array.from({ length: entryCount }, (_, at) => {
      const slot = new Date(first + at * hourMillis).toISOString();
      const skipped = {
        verdict: "skipped",
        reason: "busy",
        to: slot,
        n: 1,
        delaySeconds: 180,
        rev: 1,
        tzdata: "2025b",
      };
      const record = { ...skipped, environmentId: environmentIdOf(0), at: slot };
      return { ...occurrenceKey("acme", scheduleId, slot), record };
    }),
  ];
}

const typical: Omit<Schedule, "id" | "environmentId" | "cursor"> = {
  workspaceId: "acme",
  name: "Nightly synchronization",
  type: "policy.sync",
  input: {},
  rule: { everySeconds: 3600, anchor: "2026-01-01T00:00:00.000Z" },
  ...{ jitterSeconds: 360, windowSeconds: 1800, overlap: "wait", catchUp: "last", pauseAfter: 3 },
  ...{ ownerId: "owner", ownerName: "Owner", createdAt: "2026-01-01T00:00:00.000Z" },
  ...{ changedAt: "2026-01-01T00:00:00.000Z", rev: 1, counts: { ran: 90, late: 5, skipped: 100, missed: 0 } },
  ...{ failuresInRow: 0, lastRunId: "01JNBSRT00000000000000RVN0", unjudgedRunId: "01JNBSRT00000000000000RVN0" },
  last: { slot: "2026-02-24T03:00:00.000Z", to: "2026-02-24T03:00:00.000Z", n: 1, verdict: "skipped", reason: "busy" },
};
