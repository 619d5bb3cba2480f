import * as z from "zod";
import { epochSeconds } from "../clock.ts";
import { idempotencyKey, ttlAttribute } from "./keys.ts";
import type { Store } from "./store.ts";

/** How long a replayed Idempotency-Key answers with the same run. */
const keyHours = 24;

const storedKey = z.looseObject({ runId: z.string(), bodyHash: z.string(), [ttlAttribute]: z.number() });

/** Which run a key stands for, and whether this request is the first with it. */
export type KeyAnswer =
  | { readonly runId: string; readonly won: boolean }
  | { readonly runId: string; readonly otherBody: true };

/** The caller's own name for one start: a second request with it gets the first one's answer. */
export interface IdempotencyKey {
  readonly workspaceId: string;
  readonly caller: string;
  readonly keyHash: string;
  readonly bodyHash: string;
}

/** An expired key is never trusted to be gone: DynamoDB removes it days later, and until then it answers like any other. */
export function createIdempotencyKeys(store: Store) {
  return {
    /** What a key stands for already, read before anything else is done for its request; undefined when it is new. */
    async find(key: IdempotencyKey, now: Date): Promise<KeyAnswer | undefined> {
      const item = await store.get(idempotencyKey(key.workspaceId, key.caller, key.keyHash));
      const stored = item === undefined ? undefined : storedKey.parse(item);
      if (stored === undefined || stored[ttlAttribute] < epochSeconds(now, 0)) return undefined;
      return stored.bodyHash === key.bodyHash
        ? { runId: stored.runId, won: false }
        : { runId: stored.runId, otherBody: true };
    },

    /** Takes the key for this candidate, or says which run it already stands for. */
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
