import * as z from "zod";
import { epochSeconds } from "../foundation/clock.ts";
import type { Generation } from "../run/generation.ts";
import type { Item } from "./item.ts";
import { identityKey, ttlAttribute } from "./keys.ts";
import type { Store } from "./store.ts";

/** The epoch of a lock: the last characters of the run id that created it. */
const epochLength = 5;
/** Days to keep the lock of a start that creates a record; the lock of a line is permanent. */
const nameDays = 30;

const storedLock = z.looseObject({
  runId: z.string(),
  gen: z.number().int().optional(),
  epoch: z.string().optional(),
  ih: z.string().optional(),
  for: z.string().optional(),
  at: z.string().optional(),
});

/** The lock that a start requests. */
export interface LockRequest {
  readonly lineHash: string;
  /** Distinguishes the requested work from other work of the same line. */
  readonly identityHash: string;
  /** The slot or wave of the start; a run of another one does not count as the same work. */
  readonly for?: string | undefined;
  /** The lock only covers a start that creates a record, and expires after a month. */
  readonly isName?: boolean;
}

/** The run that holds a line, with its generation. */
export interface LockHolder extends Generation {
  readonly runId: string;
  /** The holder does the requested work for the same slot or wave, so its id may be adopted. */
  readonly isSameWork: boolean;
  /** The same without regard to slot or wave. */
  readonly isSameContent: boolean;
  /** When the holder received the lock; absent on locks of the last release. */
  readonly at?: string | undefined;
}

/** The epoch of a lock created by this id. */
export const epochOf = (runId: string) => runId.slice(-epochLength);

/** One lock per line. It names the run that may be active and counts its holders (ADR 0008). */
export function createLineLocks(store: Store) {
  return {
    /** The id that holds a line, or held it last; undefined for a line that was never locked. */
    async findHolder(lineHash: string): Promise<string | undefined> {
      const item = await store.get(identityKey(lineHash));
      return item === undefined ? undefined : storedLock.parse(item).runId;
    },

    /** Locks a line that was never locked, or returns its holder. */
    async claim(wanted: LockRequest, candidate: string, now: Date): Promise<LockHolder> {
      const item = {
        ...identityKey(wanted.lineHash),
        runId: candidate,
        gen: 1,
        epoch: epochOf(candidate),
        at: now.toISOString(),
        ...(wanted.identityHash !== wanted.lineHash && { ih: wanted.identityHash }),
        ...(wanted.for !== undefined && { for: wanted.for }),
        ...(wanted.isName && { [ttlAttribute]: epochSeconds(now, nameDays * 86_400) }),
      };
      return holderOf(wanted, (await store.put(item, "attribute_not_exists(pk)")).item);
    },

    /**
     * Transfers the lock from a run that has ended, or that can never exist, with the next generation. Returns the
     * current holder.
     */
    async replace(wanted: LockRequest, from: string, candidate: string, now: Date): Promise<LockHolder> {
      const ih = wanted.identityHash === wanted.lineHash ? undefined : wanted.identityHash;
      const expiresAt = wanted.isName ? epochSeconds(now, nameDays * 86_400) : undefined;
      const optional = { ih, for: wanted.for, [ttlAttribute]: expiresAt };
      const set = Object.entries(optional).flatMap(([name, value]) =>
        value === undefined ? [] : `, #${name} = :${name}`,
      );
      const remove = Object.entries(optional).flatMap(([name, value]) => (value === undefined ? `#${name}` : []));
      const write = await store.update(
        identityKey(wanted.lineHash),
        "SET #runId = :to, #at = :at, #gen = if_not_exists(#gen, :none) + :one, #epoch = if_not_exists(#epoch, :epoch)" +
          set.join("") +
          (remove.length > 0 ? ` REMOVE ${remove.join(", ")}` : ""),
        "#runId = :from",
        { ...optional, from, to: candidate, at: now.toISOString(), none: 0, one: 1, epoch: epochOf(candidate) },
      );
      return holderOf(wanted, write.item);
    },
  };
}

function holderOf(wanted: LockRequest, item: Item | undefined): LockHolder {
  const { runId, gen, epoch, at, ...of } = storedLock.parse(item);
  const isSameContent = (of.ih ?? wanted.lineHash) === wanted.identityHash;
  return { runId, gen, epoch, at, isSameContent, isSameWork: isSameContent && of.for === wanted.for };
}
