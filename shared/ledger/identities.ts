import * as z from "zod";
import { plusSeconds } from "../clock.ts";
import { idempotencyKey, identityKey, runKey, ttlAttribute } from "./keys.ts";
import type { Item, Store } from "./store.ts";

/** Identities outlive their runs by far; a later start replaces or renews them, nothing deletes them. */
const identityDays = 30;
/** How long a replayed Idempotency-Key answers with the same run. */
const keyHours = 24;
/** A key's pointer must outlive the key. */
const aliasHours = 72;

const storedIdentity = z.looseObject({ runId: z.string() });
const storedKey = z.looseObject({ runId: z.string(), bodyHash: z.string(), [ttlAttribute]: z.number() });

/** Which run an identity or a key stands for after a claim to it. */
export type Named = { readonly runId: string; readonly won: boolean };

export type KeyAnswer = Named | { readonly runId: string; readonly otherBody: true };

/** The caller's own name for one start: a second request with it gets the first one's answer. */
export interface IdempotencyKey {
  readonly workspaceId: string;
  readonly caller: string;
  readonly keyHash: string;
  readonly bodyHash: string;
}

const epochSeconds = (now: Date, seconds: number) => Math.floor(Date.parse(plusSeconds(now, seconds)) / 1000);

/**
 * The items that say which run a start means. An expired item is never trusted to be gone: DynamoDB
 * removes it days later, and until then it answers like any other.
 */
export function createIdentities(store: Store) {
  const identityItem = (hash: string, runId: string, now: Date): Item & { pk: string; sk: string } => ({
    ...identityKey(hash),
    runId,
    [ttlAttribute]: epochSeconds(now, identityDays * 86_400),
  });

  return {
    /** Names the candidate for this identity if nobody is named; else says who is. */
    async claimIdentity(hash: string, candidate: string, now: Date): Promise<Named> {
      const write = await store.put(identityItem(hash, candidate, now), "attribute_not_exists(pk)");
      if (write.outcome === "written" || write.item === undefined) {
        return { runId: candidate, won: write.outcome === "written" };
      }
      const { runId } = storedIdentity.parse(write.item);
      // Our own candidate: the first answer was lost, or an earlier request with the same key named it.
      return { runId, won: runId === candidate };
    },

    /** Hands the identity on from a run that has ended; false when it names another run by now. */
    async replaceIdentity(hash: string, from: string, to: string, now: Date): Promise<boolean> {
      const write = await store.put(identityItem(hash, to, now), "#runId = :from", { from });
      return write.outcome === "written" || storedIdentity.safeParse(write.item).data?.runId === to;
    },

    /** What a key stands for already, read before anything else is done for its request; undefined when it is new. */
    async findKey(key: IdempotencyKey, now: Date): Promise<KeyAnswer | undefined> {
      const item = await store.get(idempotencyKey(key.workspaceId, key.caller, key.keyHash));
      const stored = item === undefined ? undefined : storedKey.parse(item);
      if (stored === undefined || stored[ttlAttribute] < epochSeconds(now, 0)) return undefined;
      return stored.bodyHash === key.bodyHash
        ? { runId: stored.runId, won: false }
        : { runId: stored.runId, otherBody: true };
    },

    /** Takes the key for this candidate, or says which run it already stands for. */
    async claimKey(key: IdempotencyKey, candidate: string, now: Date): Promise<KeyAnswer> {
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

    /** Lets a key's candidate point to the run that the content identity named instead. */
    async pointTo(candidate: string, runId: string, now: Date): Promise<Item | undefined> {
      const item = { ...runKey(candidate), sameAs: runId, [ttlAttribute]: epochSeconds(now, aliasHours * 3600) };
      const write = await store.put(item, "attribute_not_exists(pk)");
      return write.outcome === "written" ? undefined : write.item;
    },
  };
}
export type Identities = ReturnType<typeof createIdentities>;
