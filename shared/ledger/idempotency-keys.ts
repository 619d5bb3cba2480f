import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import { idempotencyKey, ttlAttribute } from "./keys.ts";
import type { Store } from "./store.ts";

/** How long an idempotency key replays the same run. */
const keyHours = 24;

const storedKey = z.looseObject({ runId: z.string(), bodyHash: z.string(), [ttlAttribute]: z.number() });

/** The run of a key, and whether this request is the first with it. */
export type KeyAnswer =
  | { readonly runId: string; readonly won: boolean }
  | { readonly runId: string; readonly otherBody: true };

/**
 * A slot of a schedule, which names its run in the ledger of slots. A start of it shares no run with another start: it
 * waits until the line is free, and from then on names its run for ever.
 */
export interface SlotName {
  /** The id that the slot already names; it may have no run yet. */
  readonly named: string | undefined;
  /** Names the candidate, or returns what the slot holds; `settled` when it ended without a run. */
  claim(candidate: string): Promise<{ readonly runId: string; readonly won: boolean } | "settled">;
  /** The target of a wave: an active run of the same content is its run, also one of another start. */
  readonly joins?: true;
}

/** The caller's idempotency key for one start: a second request with it gets the first one's response. */
export interface IdempotencyKey {
  readonly workspaceId: string;
  readonly caller: string;
  readonly keyHash: string;
  readonly bodyHash: string;
}

/** DynamoDB deletes expired keys days later; until then they are still honoured. */
export function createIdempotencyKeys(store: Store) {
  return {
    /** Looks a key up before any other work of its request; undefined when it is new. */
    async find(key: IdempotencyKey, now: Date): Promise<KeyAnswer | undefined> {
      const item = await store.get(idempotencyKey(key.workspaceId, key.caller, key.keyHash));
      const stored = item === undefined ? undefined : storedKey.parse(item);
      if (stored === undefined || stored[ttlAttribute] < epochSeconds(now, 0)) return undefined;
      return stored.bodyHash === key.bodyHash
        ? { runId: stored.runId, won: false }
        : { runId: stored.runId, otherBody: true };
    },

    /** Claims the key for this candidate, or returns the run it already belongs to. */
    async claim(key: IdempotencyKey, candidate: string, now: Date): Promise<KeyAnswer> {
      const item = {
        ...idempotencyKey(key.workspaceId, key.caller, key.keyHash),
        runId: candidate,
        bodyHash: key.bodyHash,
        [ttlAttribute]: epochSeconds(now, keyHours * 3600),
      };
      const write = await store.put(item, `attribute_not_exists(pk) OR #${ttlAttribute} < :now`, {
        now: epochSeconds(now, 0),
      });
      if (write.outcome === "written") return { runId: candidate, won: true };
      const stored = storedKey.parse(write.item);
      if (stored.bodyHash !== key.bodyHash) return { runId: stored.runId, otherBody: true };
      return { runId: stored.runId, won: stored.runId === candidate };
    },
  };
}
export type IdempotencyKeys = ReturnType<typeof createIdempotencyKeys>;
