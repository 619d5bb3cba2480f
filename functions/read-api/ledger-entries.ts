import type * as z from "zod";
import type { RunTruths } from "../../shared/actionability/run-truths.ts";
import type { OccurrenceAnswer, occurrence } from "../../shared/contract/schedules.ts";
import type { RunQueries } from "../../shared/ledger/run-queries.ts";
import type { Locale } from "../../shared/presenter/locale.ts";
import { stateOf } from "../../shared/presenter/state.ts";
import type { Occurrence } from "../../shared/records/occurrences.ts";
import type { Schedule } from "../../shared/records/schedules.ts";
import type { Run } from "../../shared/run/run.ts";
import { isLate } from "../../shared/schedules/decide-slots.ts";
import { slotAnswerOf } from "../representations/schedule.ts";

interface Dependencies {
  readonly queries: Pick<RunQueries, "getRun" | "getRuns">;
  readonly truths: Pick<RunTruths, "evaluateMany">;
}

/** Shows entries of a ledger with the runs they lead to. */
export function createLedgerEntries({ queries, truths }: Dependencies) {
  /** The runs of entries, by the id that the entry has. */
  async function runsOf(entries: readonly Occurrence[]): Promise<ReadonlyMap<string, Run>> {
    const ids = entries.flatMap(({ runId }) => runId ?? []);
    const found = new Map((await queries.getRuns(ids)).map((run) => [run.id, run]));
    // The id of a start that crashed leads on to another one.
    const led = ids.filter((id) => !found.has(id));
    const others = await Promise.all(led.map(async (id) => [id, await queries.getRun(id)] as const));
    for (const [id, run] of others) if (run !== undefined) found.set(id, run);
    return found;
  }

  return async function present(
    of: Pick<Schedule, "cursor">,
    entries: readonly Occurrence[],
    locale: Locale,
  ): Promise<OccurrenceAnswer[]> {
    const runs = await runsOf(entries);
    const truthOf = await truths.evaluateMany([...new Set(runs.values())]);
    return entries.map((entry): z.input<typeof occurrence> => {
      const run = entry.runId === undefined ? undefined : runs.get(entry.runId);
      return {
        ...slotAnswerOf({ ...entry, verdict: verdictOf(of, entry, run) }, locale),
        runId: run?.id ?? null,
        runState: run === undefined ? null : stateOf(run, truthOf(run), locale),
        startedAt: run?.createdAt ?? null,
      };
    });
  };
}

function verdictOf({ cursor }: Pick<Schedule, "cursor">, entry: Occurrence, run: Run | undefined) {
  const { slot, runId, verdict, delaySeconds } = entry;
  if (runId === undefined) return verdict ?? "missed";
  if (run === undefined) return slot > cursor ? "starting" : "ran";
  return isLate(Date.parse(slot), delaySeconds, run.createdAt) ? "late" : "ran";
}
