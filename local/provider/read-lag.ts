import type { Clock } from "../../shared/foundation/clock.ts";
import type { Policies } from "./policies.ts";
import { type Collection, collections, type Policy } from "./policy-document.ts";

type Held = ReadonlyMap<Collection, readonly Policy[]>;

interface Lag {
  /** So many reads after a write return the state before it. */
  readsBehind(): number;
  /** So long after a write reads return the state before it. */
  readLagMillis(): number;
}

/** Stale reads after writes, as with Microsoft Graph. Without a lag every read is current. */
export function createReadLag(policies: Policies, clock: Clock, { readsBehind, readLagMillis }: Lag) {
  let before: Held | undefined;
  let left = 0;
  let until = 0;
  const now = () => clock.now().getTime();
  const isBehind = () => left > 0 || now() < until;

  return {
    /** Must be called before each write. Writes during a lag do not extend it. */
    noteWrite(): void {
      if (isBehind() || (readsBehind() === 0 && readLagMillis() === 0)) return;
      before = new Map(collections.map((collection) => [collection, [...policies.list(collection)]]));
      left = readsBehind();
      until = now() + readLagMillis();
    },

    /** The policies that the next read returns. */
    read(): Pick<Policies, "list" | "find"> {
      if (!isBehind() || before === undefined) return policies;
      left = Math.max(0, left - 1);
      const held = before;
      const list = (collection: Collection) => held.get(collection) ?? [];
      return { list, find: (collection, id) => list(collection).find((policy) => policy.id === id) };
    },
  };
}
