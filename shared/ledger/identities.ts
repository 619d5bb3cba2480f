import * as z from "zod";
import { plusSeconds } from "../clock.ts";
import type { Generation } from "../run/generation.ts";
import { idempotencyKey, identityKey, runKey, ttlAttribute } from "./keys.ts";
import type { Item, Store } from "./store.ts";

/** How long a replayed Idempotency-Key answers with the same run. */
const keyHours = 24;
/** A key's pointer must outlive the key. */
const aliasHours = 72;

const storedIdentity = z.looseObject({
  runId: z.string(),
  gen: z.number().int().optional(),
  epoch: z.string().optional(),
});
/** So many last characters of the id that made a lock name its epoch. */
const epochLength = 6;
const storedKey = z.looseObject({ runId: z.string(), bodyHash: z.string(), [ttlAttribute]: z.number() });

/** Which run an identity or a key stands for after a claim to it. */
export type Named = { readonly runId: string; readonly won: boolean };
/** The run that an identity names, and the generation that is that run's. */
export type Holder = Named & Generation;

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
  return {
    /** Names the candidate for this identity if nobody is named; else says who is. */
    async claimIdentity(hash: string, candidate: string, now: Date): Promise<Holder> {
      const item = { ...identityKey(hash), runId: candidate, gen: 1, epoch: epochOf(candidate), at: now.toISOString() };
      return holderOf((await store.put(item, "attribute_not_exists(pk)")).item, candidate);
    },

    /** Hands the identity on from a run that has ended, with the next generation; says whom it names by now. */
    async replaceIdentity(hash: string, from: string, to: string, now: Date): Promise<Holder> {
      const write = await store.update(
        identityKey(hash),
        "SET #runId = :to, #at = :at, #gen = if_not_exists(#gen, :none) + :one, " +
          `#epoch = if_not_exists(#epoch, :epoch) REMOVE #${ttlAttribute}`,
        "#runId = :from",
        { from, to, at: now.toISOString(), none: 0, one: 1, epoch: epochOf(to) },
      );
      return holderOf(write.item, to);
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

const epochOf = (runId: string) => runId.slice(-epochLength);

/** Whom an identity names after a write to it: our own id is ours, even when the answer to an earlier write was lost. */
function holderOf(item: Item | undefined, ours: string): Holder {
  const { runId, gen, epoch } = storedIdentity.parse(item);
  return { runId, gen, epoch, won: runId === ours };
}
