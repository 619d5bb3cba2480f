import * as z from "zod";
import type { Clock } from "../foundation/clock.ts";
import type { StoreTarget } from "../ledger/store.ts";
import { createRecordStore, forEachOf, type RecordScope } from "./record-store.ts";

const hold = z.object({
  holder: z.string(),
  heldAt: z.string(),
  /** When the hold ends without being released. Absent: it does not. */
  until: z.string().optional(),
  releasedAt: z.string().optional(),
});
const kindOf = (contentHash: string) => `body-holds:${contentHash}`;
const firstOnly = 500;

/**
 * Who keeps the body of a policy version. A taker stores its hold first and reads the body afterwards; a purge marks the
 * body first and lists the holds afterwards. So one of them always sees the other.
 */
export function createBodyHolds(target: StoreTarget & { readonly clock: Clock }) {
  const store = createRecordStore(target);
  const now = () => target.clock.now().toISOString();

  return {
    /** Keeps bodies until they are released, or until an instant. Idempotent. */
    async hold(scope: RecordScope, contentHashes: readonly string[], holder: string, until?: string): Promise<void> {
      const isFree = "attribute_not_exists(pk) OR attribute_exists(#record.#releasedAt)";
      await forEachOf([...new Set(contentHashes)], (hash) =>
        store.put(scope, kindOf(hash), holder, hold.parse({ holder, heldAt: now(), until }), isFree),
      );
    },

    /** Gives bodies free for this holder. A released hold stays as evidence. */
    async release(scope: RecordScope, contentHashes: readonly string[], holder: string): Promise<void> {
      const isHeld = "attribute_exists(pk) AND attribute_not_exists(#record.#releasedAt)";
      await forEachOf([...new Set(contentHashes)], (hash) =>
        store.update(scope, kindOf(hash), holder, "SET #record.#releasedAt = :now", isHeld, { now: now() }),
      );
    },

    /** The holders of a body, read consistently. */
    async holdersOf(scope: RecordScope, contentHash: string): Promise<string[]> {
      const { records } = await store.page(scope, kindOf(contentHash), { limit: firstOnly });
      return records
        .map((record) => hold.parse(record))
        .filter(({ releasedAt, until }) => releasedAt === undefined && (until === undefined || now() < until))
        .map(({ holder }) => holder);
    },
  };
}
export type BodyHolds = ReturnType<typeof createBodyHolds>;
