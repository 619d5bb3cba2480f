import * as z from "zod";
import { type Clock, plusSeconds } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";
import { type Attempt, attemptOf } from "./tickets.ts";

const writer = attemptOf.extend({
  heldUntil: z.string(),
  /** Its run was handed over: no attempt is at work until the next one keeps the right. */
  isWaiting: z.boolean().optional(),
});

type Held = { readonly kind: "held" } | { readonly kind: "taken"; readonly runId: string };

const kind = "provider-writer";
const id = "-";
/** Two clocks may differ by half a minute each. */
const clockMarginSeconds = 60;

/** The one run that may write to the provider of an environment, for as long as its attempt lives. */
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
     * Takes the right to write for so many seconds, or keeps it. Answers who holds it when that is another run, or a
     * later attempt of the same one.
     */
    take: (scope: RecordScope, by: Attempt, seconds: number): Promise<Held> =>
      hold(scope, by, seconds, " OR #record.#heldUntil < :now", { now: target.clock.now().toISOString() }),

    /**
     * Keeps the right to write of a run that may have written. A run that held it in between has written as well, even
     * when it is given back: that run is the answer, and this one may not go on.
     */
    keep: (scope: RecordScope, by: Attempt, seconds: number): Promise<Held> => hold(scope, by, seconds, ""),

    /** The same between two parts of a run: nothing of it is under way until the next part keeps the right. */
    keepWaiting: (scope: RecordScope, by: Attempt, seconds: number): Promise<Held> =>
      hold(scope, by, seconds, "", { isWaiting: true }),

    /** Gives it back; nothing happens when another run or a later attempt has it. */
    async release(scope: RecordScope, by: Attempt): Promise<void> {
      const condition = "#record.#runId = :runId AND #record.#attempt <= :attempt";
      await store.update(scope, kind, id, giveBack, condition, { free, ...by });
    },

    /**
     * Gives back what an ended run holds between two parts. An attempt that was at work when another hand ended its run
     * may still be inside a call to the provider, so it keeps the right until it gives it back or its time is over.
     */
    async releaseWaiting(scope: RecordScope, runId: string): Promise<void> {
      const condition = "#record.#runId = :runId AND #record.#isWaiting = :yes";
      await store.update(scope, kind, id, giveBack, condition, { free, runId, yes: true });
    },
  };
}

const giveBack = "SET #record.#heldUntil = :free";
/** Before every instant. */
const free = "";
