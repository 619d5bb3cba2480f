import * as z from "zod";
import { type Clock, plusSeconds } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { type Attempt, attemptOf } from "./attempt-tickets.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const writer = attemptOf.extend({
  heldUntil: z.string(),
  /** The run was handed over: no attempt is working until the next one keeps the lease. */
  isWaiting: z.boolean().optional(),
});

type Held = { readonly kind: "held" } | { readonly kind: "taken"; readonly runId: string };

const kind = "provider-writer";
const id = "-";
/** Allows for two clocks that are half a minute off each. */
const clockMarginSeconds = 60;

/** The write lease for the provider of an environment: one run holds it while its attempt lives. */
export function createProviderWriter(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  async function hold(
    scope: RecordScope,
    by: Attempt,
    seconds: number,
    orElse: string,
    more: { readonly now?: string; readonly isWaiting?: true } = {},
  ): Promise<Held> {
    const { now, isWaiting } = more;
    const heldUntil = plusSeconds(target.clock.now(), seconds + clockMarginSeconds);
    const record = { ...by, heldUntil, ...(isWaiting && { isWaiting }) };
    const condition = `${isAbsent} OR (#record.#runId = :runId AND #record.#attempt <= :attempt)${orElse}`;
    const write = await store.tryPut(scope, kind, id, record, condition, { ...by, now });
    if (write.isWritten) return { kind: "held" };
    const holder = writer.safeParse(write.record);
    return { kind: "taken", runId: holder.success ? holder.data.runId : "unknown" };
  }

  return {
    /**
     * Acquires or renews the lease for the given seconds. Returns the holder when that is another run, or a later
     * attempt of the same run.
     */
    take: (scope: RecordScope, by: Attempt, seconds: number): Promise<Held> =>
      hold(scope, by, seconds, " OR #record.#heldUntil < :now", { now: target.clock.now().toISOString() }),

    /**
     * Renews the lease of a run that may have written. Another run that held it in between has written as well, even
     * if it released the lease: it is returned as the holder, and this run must not continue.
     */
    keep: (scope: RecordScope, by: Attempt, seconds: number): Promise<Held> => hold(scope, by, seconds, ""),

    /** Like `keep`, between two parts of a run: nothing is in flight until the next part renews the lease. */
    keepWaiting: (scope: RecordScope, by: Attempt, seconds: number): Promise<Held> =>
      hold(scope, by, seconds, "", { isWaiting: true }),

    /** Releases the lease; no effect when another run or a later attempt holds it. */
    async release(scope: RecordScope, by: Attempt): Promise<void> {
      const condition = "#record.#runId = :runId AND #record.#attempt <= :attempt";
      await store.update(scope, kind, id, giveBack, condition, { free, ...by });
    },

    /**
     * Releases the lease that an ended run holds between two parts. An attempt that was working when another writer
     * ended its run may still have a call in flight, so it keeps the lease until it releases it or the lease expires.
     */
    async releaseWaiting(scope: RecordScope, runId: string): Promise<void> {
      const condition = "#record.#runId = :runId AND #record.#isWaiting = :yes";
      await store.update(scope, kind, id, giveBack, condition, { free, runId, yes: true });
    },
  };
}

const giveBack = "SET #record.#heldUntil = :free";
/** Earlier than every timestamp. */
const free = "";
