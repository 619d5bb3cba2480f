import { createHash } from "node:crypto";
import * as z from "zod";
import type { Ids } from "../foundation/ids.ts";
import type { Item } from "../ledger/item.ts";
import { providerPaceKey, ttlAttribute } from "../ledger/keys.ts";
import { createStore, type StoreTarget } from "../ledger/store.ts";

export type PacedKind = "w" | "r";

/** The shared budget of one application in one provider tenant. All instants are in milliseconds. */
const pace = z.object({
  /** From when on nothing is reserved. */
  free: z.number().optional(),
  /** Before this instant the provider wants no call. */
  blockedUntil: z.number().optional(),
  /** Refusals in a row that did not say how long to wait. */
  strikes: z.number().optional(),
});
export type StoredPace = z.infer<typeof pace>;

/** A reservation of calls; `start` may lie ahead. `later`: nothing within reach, ask again at `at`. */
export type Reservation =
  | { readonly kind: "granted"; readonly start: number; readonly strikes: number }
  | { readonly kind: "later"; readonly at: number };

interface Wanted {
  /** How long the reserved calls take of the budget. */
  readonly millis: number;
  readonly now: number;
  /** How far ahead one may reserve. */
  readonly reachMillis: number;
  /** A call since the last refusal was accepted. */
  readonly clearsStrikes: boolean;
}

const keptSeconds = 7 * 86_400;
/** Each round means that another worker reserved concurrently. */
const roundsMax = 20;
const firstStrikeMillis = 30_000;
const strikeMillisMax = 15 * 60_000;

/** Names the budget: the provider limits an application (client) in a tenant, which its token URL names. */
export const paceIdOf = ({ tokenUrl, clientId }: { readonly tokenUrl: string; readonly clientId: string }): string =>
  createHash("sha256")
    .update(JSON.stringify([tokenUrl.toLowerCase(), clientId.toLowerCase()]))
    .digest("base64url");

/**
 * Reserves calls to providers, across all workers. One conditional write per reservation; where calls are reserved
 * ahead it needs no knowledge of what is stored, so that workers do not refuse each other.
 */
export function createProviderPaces(target: StoreTarget & { readonly ids: Pick<Ids, "token"> }) {
  const store = createStore(target);
  const later = (now: number) => Math.ceil(now / 1000) + keptSeconds;

  return {
    async reserve(id: string, kind: PacedKind, wanted: Wanted): Promise<Reservation> {
      const { millis, now, reachMillis } = wanted;
      const key = providerPaceKey(id, kind);
      // A token of its own: an equal assignment by another worker would pass for this write.
      const by = target.ids.token();
      const also = `, #by = :by, #${ttlAttribute} = :ttl${wanted.clearsStrikes ? " REMOVE #strikes" : ""}`;
      const values = { millis, now, by, ttl: later(now), reach: now + reachMillis };
      for (let round = 0; round < roundsMax; round++) {
        const added = await store.update(
          key,
          `SET #free = #free + :millis${also}`,
          "#free BETWEEN :now AND :reach AND (attribute_not_exists(#blockedUntil) OR #blockedUntil <= #free)",
          values,
        );
        const stored = pace.parse(added.item ?? {});
        if (added.outcome === "written") return granted((stored.free ?? now) - millis, stored);
        const start = Math.max(stored.free ?? now, stored.blockedUntil ?? now, now);
        if (start > now + reachMillis) return { kind: "later", at: start };
        const write = await store.update(
          key,
          `SET #free = :next${also}`,
          `${isAsRead("free", stored.free)} AND ${isAsRead("blockedUntil", stored.blockedUntil)}`,
          { ...values, ...definedOf(stored), next: start + millis },
        );
        if (write.outcome === "written") return granted(start, pace.parse(write.item));
      }
      return { kind: "later", at: now + 1000 };
    },

    /** The stored budget, read consistently. */
    async read(id: string, kind: PacedKind): Promise<StoredPace> {
      return pace.parse((await store.get(providerPaceKey(id, kind))) ?? {});
    },

    /**
     * Stores that the provider wants no call before an instant, for all workers; it never goes back. Returns the stored
     * instant.
     */
    async block(id: string, kind: PacedKind, until: number, now: number): Promise<number> {
      const write = await store.update(
        providerPaceKey(id, kind),
        `SET #blockedUntil = :until, #by = :by, #${ttlAttribute} = :ttl`,
        "attribute_not_exists(#blockedUntil) OR #blockedUntil < :until",
        { until, by: target.ids.token(), ttl: later(until > now ? until : now) },
      );
      return pace.parse(write.item ?? {}).blockedUntil ?? until;
    },

    /**
     * The same for a refusal without a time: half a minute, doubled for each in a row, at most a quarter of an hour. Calls
     * that were refused together count once.
     */
    async strike(id: string, kind: PacedKind, now: number): Promise<number> {
      const key = providerPaceKey(id, kind);
      let stored = pace.parse((await store.get(key)) ?? {});
      for (let round = 0; round < roundsMax; round++) {
        if ((stored.blockedUntil ?? 0) > now) break;
        const { strikes = 0 } = stored;
        const until = now + Math.min(strikeMillisMax, firstStrikeMillis * 2 ** strikes);
        const write = await store.update(
          key,
          `SET #blockedUntil = :until, #strikes = :next, #by = :by, #${ttlAttribute} = :ttl`,
          `${isAsRead("strikes", stored.strikes)} AND ${isAsRead("blockedUntil", stored.blockedUntil)}`,
          { ...definedOf(stored), until, next: strikes + 1, by: target.ids.token(), ttl: later(until) },
        );
        if (write.outcome === "written") return until;
        stored = pace.parse(write.item ?? {});
      }
      return stored.blockedUntil ?? now + firstStrikeMillis;
    },
  };
}
export type ProviderPaces = ReturnType<typeof createProviderPaces>;

const granted = (start: number, { strikes = 0 }: StoredPace): Reservation => ({ kind: "granted", start, strikes });

const isAsRead = (name: keyof StoredPace, value: number | undefined) =>
  value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`;

const definedOf = (stored: StoredPace): Item =>
  Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== undefined));
