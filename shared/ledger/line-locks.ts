import * as z from "zod";
import { epochSeconds } from "../clock.ts";
import type { Generation } from "../run/generation.ts";
import type { Item } from "./item.ts";
import { identityKey, ttlAttribute } from "./keys.ts";
import type { Store } from "./store.ts";

/** So many last characters of the id that made a lock name its epoch. */
const epochLength = 5;
/** The name of a new record's start is kept this long; the lock of a line for ever. */
const nameDays = 30;

const storedLock = z.looseObject({
  runId: z.string(),
  gen: z.number().int().optional(),
  epoch: z.string().optional(),
  ih: z.string().optional(),
  for: z.string().optional(),
  at: z.string().optional(),
});

/** What a start wants of a line. */
export interface Wanted {
  readonly lineHash: string;
  /** Tells what is asked for from other work of the same line. */
  readonly identityHash: string;
  /** The slot or wave that it is started for; a run of another one is not its own. */
  readonly for?: string | undefined;
  /** The lock only names a start of new records, and is given up after a month. */
  readonly isName?: boolean;
}

/** The run that a line is locked by, with its generation. */
export interface Holder extends Generation {
  readonly runId: string;
  /** The run's id may become ours: it is what we want, for what we want it. */
  readonly isSameWork: boolean;
  /** When the lock was given to it; unknown of a lock of the last release. */
  readonly at?: string | undefined;
}

/** The epoch of a lock that an id creates. */
export const epochOf = (runId: string) => runId.slice(-epochLength);

/** One lock a line. It names the run that may work, and counts those that it has named (ADR 0008). */
export function createLineLocks(store: Store) {
  return {
    /** Locks a line that nobody ever locked; else says who holds it. */
    async claim(wanted: Wanted, candidate: string, now: Date): Promise<Holder> {
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

    /** Hands the lock on from a run that has ended, or that never can be, with the next generation; says who holds it now. */
    async replace(wanted: Wanted, from: string, candidate: string, now: Date): Promise<Holder> {
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

function holderOf(wanted: Wanted, item: Item | undefined): Holder {
  const { runId, gen, epoch, at, ...of } = storedLock.parse(item);
  const isSameWork = (of.ih ?? wanted.lineHash) === wanted.identityHash && of.for === wanted.for;
  return { runId, gen, epoch, at, isSameWork };
}
