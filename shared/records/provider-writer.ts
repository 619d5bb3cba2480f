import * as z from "zod";
import { type Clock, plusSeconds } from "../clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, isAbsent, type RecordScope } from "./record-store.ts";

const writer = z.object({ runId: z.string(), attempt: z.number().int(), heldUntil: z.string() });

const kind = "provider-writer";
const id = "-";
/** Two clocks may differ by half a minute each. */
const clockMarginSeconds = 60;

/** The one run that may write to the provider of an environment, for as long as its attempt lives. */
export function createProviderWriter(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);

  return {
    /**
     * Takes the right to write for so many seconds, or keeps it. Answers who holds it when that is another run, or a
     * later attempt of the same one.
     */
    async take(
      scope: RecordScope,
      by: { readonly runId: string; readonly attempt: number },
      seconds: number,
    ): Promise<{ readonly kind: "held" } | { readonly kind: "taken"; readonly runId: string }> {
      const now = target.clock.now();
      const record = { ...by, heldUntil: plusSeconds(now, seconds + clockMarginSeconds) };
      const condition = `${isAbsent} OR (#record.#runId = :runId AND #record.#attempt <= :attempt) OR #record.#heldUntil < :now`;
      const values = { ...by, now: now.toISOString() };
      const write = await store.tryPut(scope, kind, id, record, condition, values);
      if (write.isWritten) return { kind: "held" };
      const holder = writer.safeParse(write.record);
      return { kind: "taken", runId: holder.success ? holder.data.runId : "unknown" };
    },

    /** Gives it back; nothing happens when another run has it. */
    async release(scope: RecordScope, runId: string): Promise<void> {
      const free = { free: "", runId };
      await store.update(scope, kind, id, "SET #record.#heldUntil = :free", "#record.#runId = :runId", free);
    },
  };
}
