import * as z from "zod";
import { FencedError } from "../foundation/fenced-error.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

/** One attempt at a run's work: how records name their writer. */
export const attemptOf = z.object({ runId: z.string(), attempt: z.number().int() });
export type Attempt = Readonly<z.infer<typeof attemptOf>>;

const ticket = attemptOf.extend({ n: z.number().int() });
const ticketsKind = "tickets";
/** Each round means that another attempt took a ticket concurrently. */
const roundsMax = 20;

/**
 * Numbers the attempts that write records of one kind in one environment, in the order of the conditional writes that
 * assign the numbers. The greater number is the later writer, independent of clocks and ids. Costs one write per
 * attempt.
 */
export function createAttemptTickets(target: StoreTarget) {
  const store = createRecordStore(target);
  const change = "SET #record.#n = #record.#n + :one, #record.#runId = :runId, #record.#attempt = :attempt";
  const isNext = "attribute_exists(pk) AND (#record.#runId <> :runId OR #record.#attempt < :attempt)";

  return {
    /**
     * The next number, or the one that this attempt already has. Throws `FencedError` when a later attempt of the same run
     * has one. A superseded attempt may still get a number while another run holds the newest, so the caller must
     * confirm that its attempt owns the run before it writes.
     */
    async take(scope: RecordScope, kind: string, { runId, attempt }: Attempt): Promise<number> {
      for (let round = 0; round < roundsMax; round++) {
        const next = await store.tryUpdate(scope, ticketsKind, kind, change, isNext, { runId, attempt, one: 1 });
        if (next.record === undefined) {
          if (await store.put(scope, ticketsKind, kind, { n: 1, runId, attempt }, isAbsent)) return 1;
          continue;
        }
        const held = ticket.parse(next.record);
        if (held.runId === runId && held.attempt === attempt) return held.n;
        if (held.runId === runId && held.attempt > attempt) throw new FencedError(`a ticket for ${kind}`);
      }
      throw new Error(`ticket for ${kind}: others kept taking the next one; deliver again`);
    },
  };
}
export type Tickets = ReturnType<typeof createAttemptTickets>;
