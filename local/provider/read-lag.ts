import type { Policies } from "./policies.ts";
import { type Collection, collections, type Policy } from "./policy-document.ts";

type Held = ReadonlyMap<Collection, readonly Policy[]>;

/**
 * Stale reads after writes, as with Microsoft Graph: after a write, this many reads return the state before it. With a
 * lag of 0 every read is current.
 */
export function createReadLag(policies: Policies, readsBehind: () => number) {
  let before: Held | undefined;
  let left = 0;

  return {
    /** Must be called before each write. Writes during a lag do not extend it. */
    noteWrite(): void {
      if (left > 0 || readsBehind() === 0) return;
      before = new Map(collections.map((collection) => [collection, [...policies.list(collection)]]));
      left = readsBehind();
    },

    /** The policies that the next read returns. */
    read(): Pick<Policies, "list" | "find"> {
      if (left === 0 || before === undefined) return policies;
      left -= 1;
      const held = before;
      const list = (collection: Collection) => held.get(collection) ?? [];
      return { list, find: (collection, id) => list(collection).find((policy) => policy.id === id) };
    },
  };
}
