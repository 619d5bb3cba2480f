import type { Policies } from "./policies.ts";
import { type Collection, collections, type Policy } from "./policy-document.ts";

type Held = ReadonlyMap<Collection, readonly Policy[]>;

/**
 * Policies whose reads may lag behind their writes, as Graph's do: after a write, so many reads answer from before it.
 * With a lag of 0 every read is up to date.
 */
export function createReadLag(policies: Policies, readsBehind: () => number) {
  let before: Held | undefined;
  let left = 0;

  return {
    /** Call it before each write. Writes during a lag do not prolong it. */
    noteWrite(): void {
      if (left > 0 || readsBehind() === 0) return;
      before = new Map(collections.map((collection) => [collection, [...policies.list(collection)]]));
      left = readsBehind();
    },

    /** What the next read sees. */
    read(): Pick<Policies, "list" | "find"> {
      if (left === 0 || before === undefined) return policies;
      left -= 1;
      const held = before;
      const list = (collection: Collection) => held.get(collection) ?? [];
      return { list, find: (collection, id) => list(collection).find((policy) => policy.id === id) };
    },
  };
}
